use oauth_runtime::oauth_provider;

/// Spendesk, company cards and expenses.
///
/// Source: row `spendesk` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://public-api.spendesk.com/v1/oauth2/authorize",
    token(url = "https://public-api.spendesk.com/v1/oauth2/token/create", place = json),
    api = "https://public-api.spendesk.com",
)]
pub struct Spendesk;
