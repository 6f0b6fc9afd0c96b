use oauth_runtime::oauth_provider;

/// Spotify, music streaming.
///
/// Source: row `spotify` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.spotify.com/",
    checked = "2026-11",
    authorize = "https://accounts.spotify.com/authorize",
    token = "https://accounts.spotify.com/api/token",
    api = "https://api.spotify.com"
)]
pub struct Spotify;
