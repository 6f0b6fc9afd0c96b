use oauth_runtime::oauth_provider;

/// Google Play, apps and purchases of Google's store.
///
/// Source: row `google-play` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Play",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://accounts.google.com/o/oauth2/token",
    api = "https://play.googleapis.com"
)]
pub struct GooglePlay;
