use oauth_runtime::oauth_provider;

/// Brex (Staging), the staging environment of Brex.
///
/// Source: row `brex-staging` of the facts table, 2026-11.
#[oauth_provider(
    name = "Brex (Staging)",
    checked = "2026-11",
    authorize = "https://accounts-api.staging.brexapps.com/oauth2/default/v1/authorize",
    token = "https://accounts-api.staging.brexapps.com/oauth2/default/v1/token",
    api = "https://platform.staging.brexapps.com"
)]
pub struct BrexStaging;
