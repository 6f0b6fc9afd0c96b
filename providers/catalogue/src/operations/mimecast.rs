use oauth_runtime::oauth_provider;

/// Mimecast, protection of company mail.
///
/// Source: row `mimecast` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://api.services.mimecast.com/oauth/token",
    api = "https://api.services.mimecast.com"
)]
pub struct Mimecast;
