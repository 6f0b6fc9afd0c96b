use oauth_runtime::oauth_provider;

/// VideoAsk, conversations by video.
///
/// Source: row `videoask` of the facts table, 2026-11.
#[oauth_provider(
    name = "VideoAsk",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(
        Openid = "openid", Profile = "profile", Email = "email", OfflineAccess = "offline_access",
        default(Openid, Profile, Email, OfflineAccess),
    ),
    authorize(
        url = "https://auth.videoask.com/authorize", params(audience = "https://api.videoask.com/"),
    ),
    token = "https://auth.videoask.com/oauth/token",
    api = "https://api.videoask.com",
)]
pub struct Videoask;
