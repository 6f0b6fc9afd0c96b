use oauth_runtime::oauth_provider;

/// Firefish, recruitment software for agencies.
///
/// Source: row `firefish` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://api.firefishsoftware.com/authorization/token",
    api = "https://api.firefishsoftware.com"
)]
pub struct Firefish;
