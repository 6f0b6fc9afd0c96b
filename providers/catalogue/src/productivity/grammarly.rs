use oauth_runtime::oauth_provider;

/// Grammarly, writing assistant.
///
/// Source: row `grammarly` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    scopes(delimiter = ","),
    client_credentials = "https://auth.grammarly.com/v4/api/oauth2/token",
    api = "https://api.grammarly.com/ecosystem/api"
)]
pub struct Grammarly;
