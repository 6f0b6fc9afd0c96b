use oauth_runtime::oauth_provider;

/// Vanta, compliance and its evidence.
///
/// Source: row `vanta` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials(url = "https://api.vanta.com/oauth/token", place = json),
    api = "https://api.vanta.com",
)]
pub struct Vanta;
