use oauth_runtime::oauth_provider;

/// TikTok Personal, videos and profile of a TikTok user.
///
/// Source: row `tiktok-personal` of the facts table, 2026-11.
#[oauth_provider(
    name = "TikTok Personal",
    docs = "https://developers.tiktok.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize(url = "https://www.tiktok.com/v2/auth/authorize/", names(client_id = "client_key")),
    token(url = "https://open.tiktokapis.com/v2/oauth/token/", names(client_id = "client_key")),
    revoke(url = "https://open.tiktokapis.com/v2/oauth/revoke/", names(client_id = "client_key")),
    api(base = "https://open.tiktokapis.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct TiktokPersonal;
