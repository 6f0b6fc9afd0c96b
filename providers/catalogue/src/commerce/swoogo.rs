use oauth_runtime::oauth_provider;

/// Swoogo, registration and sites for events.
///
/// Source: row `swoogo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://api.swoogo.com/api/v1/oauth2/token",
    api = "https://api.swoogo.com",
)]
pub struct Swoogo;
