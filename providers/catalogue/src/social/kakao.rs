use oauth_runtime::oauth_provider;

/// Kakao, sign-in and messages of KakaoTalk.
///
/// Source: row `kakao` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.kakao.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize = "https://kauth.kakao.com/oauth/authorize",
    token = "https://kauth.kakao.com/oauth/token",
    api = "https://kapi.kakao.com",
)]
pub struct Kakao;
