use oauth_runtime::oauth_provider;

/// Zapier, automation between applications.
///
/// Source: row `zapier` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://api.zapier.com/v2/authorize", params(response_mode = "query")),
    token = "https://zapier.com/oauth/token",
    api = "https://api.zapier.com",
)]
pub struct Zapier;
