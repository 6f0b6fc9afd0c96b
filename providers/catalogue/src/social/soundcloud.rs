use oauth_runtime::oauth_provider;

/// SoundCloud, music and podcasts of their makers.
///
/// Source: row `soundcloud` of the facts table, 2026-11.
#[oauth_provider(
    name = "SoundCloud",
    docs = "https://developers.soundcloud.com/",
    checked = "2026-11",
    authorize = "https://secure.soundcloud.com/authorize",
    token = "https://secure.soundcloud.com/oauth/token",
    api(base = "https://api.soundcloud.com", bearer(authorization("OAuth")))
)]
pub struct Soundcloud;
