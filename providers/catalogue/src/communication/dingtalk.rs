use oauth_runtime::oauth_provider;

/// DingTalk, chat and calls of companies in China.
///
/// Source: row `dingtalk` of the facts table, 2026-11.
#[oauth_provider(
    name = "DingTalk",
    docs = "https://open.dingtalk.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://login.dingtalk.com/oauth2/auth", params(prompt = "consent")),
    token(
        url = "https://api.dingtalk.com/v1.0/oauth2/userAccessToken", place = json,
        names(
            client_id = "clientId", client_secret = "clientSecret", grant_type = "grantType",
            refresh_token = "refreshToken",
        ),
        omit(redirect_uri),
        answer(
            access_token = "accessToken", refresh_token = "refreshToken", expires_in = "expireIn",
            keep(corp_id = "corpId"),
        ),
    ),
    api(base = "https://api.dingtalk.com", bearer(header("x-acs-dingtalk-access-token"))),
)]
pub struct Dingtalk;
