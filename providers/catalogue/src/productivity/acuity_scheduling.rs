use oauth_runtime::oauth_provider;

/// Acuity Scheduling, appointment booking for small businesses.
///
/// Source: row `acuity-scheduling` of the facts table, 2026-11.
#[oauth_provider(
    name = "Acuity Scheduling",
    checked = "2026-11",
    scopes(ApiV1 = "api-v1", default(ApiV1)),
    authorize = "https://acuityscheduling.com/oauth2/authorize",
    token = "https://acuityscheduling.com/oauth2/token",
    api = "https://acuityscheduling.com/api/v1"
)]
pub struct AcuityScheduling;
