use oauth_runtime::oauth_provider;

/// WeCom, chat and contacts of companies in China (WeChat Work).
///
/// Source: row `wecom` of the facts table, 2026-11.
/// Differs from the row: refresh: the answer holds no refresh token.
#[oauth_provider(
    name = "WeCom",
    docs = "https://developer.work.weixin.qq.com/",
    checked = "2026-11",
    vars(agent_id: Text),
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://open.work.weixin.qq.com/wwopen/sso/qrConnect", names(client_id = "appid"),
        omit(response_type, scope), params(agentid = "{agent_id}"),
    ),
    token(
        url = "https://qyapi.weixin.qq.com/cgi-bin/gettoken", method = get,
        reason = "the vendor reads the query only",
        names(client_id = "corpid", client_secret = "corpsecret"),
        omit(grant_type, code, redirect_uri),
        answer(success("/errcode" = 0), error = "errcode", error_description = "errmsg"),
    ),
    refresh = none,
    api(
        base = "https://qyapi.weixin.qq.com/cgi-bin",
        bearer(query("access_token", reason = "the vendor reads the query only")),
    ),
)]
pub struct Wecom;
