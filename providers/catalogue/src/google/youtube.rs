use oauth_runtime::oauth_provider;

/// YouTube, videos, channels and their statistics.
///
/// Shares the login of row `google`.
/// Source: row `youtube` of the facts table, 2026-11.
#[oauth_provider(
    name = "YouTube",
    docs = "https://developers.google.com/youtube",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://www.googleapis.com"
)]
pub struct Youtube;
