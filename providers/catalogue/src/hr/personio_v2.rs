use oauth_runtime::oauth_provider;

/// Personio (v2), personnel software for European companies.
///
/// Source: row `personio-v2` of the facts table, 2026-11.
#[oauth_provider(
    name = "Personio (v2)",
    checked = "2026-11",
    client_credentials = "https://api.personio.de/v2/auth/token",
    api = "https://api.personio.de/v2"
)]
pub struct PersonioV2;
