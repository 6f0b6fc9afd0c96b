use oauth_runtime::oauth_provider;

/// Deel, contracts and payroll for people in many countries.
///
/// Source: row `deel` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.deel.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://app.deel.com/oauth2/authorize",
    token = "https://app.deel.com/oauth2/tokens",
    api = "https://api.letsdeel.com",
)]
pub struct Deel;
