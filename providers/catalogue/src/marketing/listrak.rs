use oauth_runtime::oauth_provider;

/// Listrak, mail and text-message marketing for retailers.
///
/// Source: row `listrak` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://auth.listrak.com/oauth2/token",
    api = "https://api.listrak.com/email"
)]
pub struct Listrak;
