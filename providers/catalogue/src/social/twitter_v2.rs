use oauth_runtime::oauth_provider;

/// X (Twitter), posts and profiles on X.
///
/// Source: row `twitter-v2` of the facts table, 2026-11.
#[oauth_provider(
    name = "X (Twitter)",
    docs = "https://docs.x.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    scopes(OfflineAccess = "offline.access", default(OfflineAccess)),
    authorize(url = "https://x.com/i/oauth2/authorize", params(response_mode = "query")),
    token = "https://api.twitter.com/2/oauth2/token",
    revoke = "https://api.twitter.com/2/oauth2/revoke",
    api = "https://api.twitter.com",
)]
pub struct TwitterV2;
