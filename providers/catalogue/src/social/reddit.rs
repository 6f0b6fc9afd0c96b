use oauth_runtime::oauth_provider;

/// Reddit, communities, posts and comments.
///
/// Source: row `reddit` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.reddit.com/dev/api/",
    checked = "2026-11",
    client_auth = basic,
    authorize(url = "https://www.reddit.com/api/v1/authorize", params(duration = "permanent")),
    token = "https://www.reddit.com/api/v1/access_token",
    revoke = "https://www.reddit.com/api/v1/revoke_token",
    api = "https://oauth.reddit.com",
)]
pub struct Reddit;
