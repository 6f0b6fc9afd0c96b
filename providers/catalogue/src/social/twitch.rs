use oauth_runtime::oauth_provider;

/// Twitch, live streams and their chat.
///
/// Source: row `twitch` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://dev.twitch.tv/docs/",
    checked = "2026-11",
    authorize(
        url = "https://id.twitch.tv/oauth2/authorize",
        params(force_verify = false)
    ),
    token(
        url = "https://id.twitch.tv/oauth2/token",
        answer(error_description = "message")
    ),
    device = "https://id.twitch.tv/oauth2/device",
    api = "https://api.twitch.tv"
)]
pub struct Twitch;
