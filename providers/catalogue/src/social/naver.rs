use oauth_runtime::oauth_provider;

/// Naver, sign-in with an account of the Korean portal.
///
/// Source: row `naver` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.naver.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://nid.naver.com/oauth2.0/authorize", omit(scope)),
    token = "https://nid.naver.com/oauth2.0/token",
    api = "https://openapi.naver.com",
)]
pub struct Naver;
