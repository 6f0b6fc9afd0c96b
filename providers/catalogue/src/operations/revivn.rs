use oauth_runtime::oauth_provider;

/// Revivn, reuse and recycling of office computers.
///
/// Source: row `revivn` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://api.revivn.dev/oauth/token",
    api = "https://api.revivn.dev"
)]
pub struct Revivn;
