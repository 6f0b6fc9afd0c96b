use oauth_runtime::oauth_provider;

/// Feishu (Lark), chat, documents and calls of companies.
///
/// Source: row `feishu` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://open.feishu.cn/document/",
    checked = "2026-11",
    client_auth = authorization("Bearer {app.token}"),
    pkce = none(reason = "its known clients send none"),
    answer(success("/code" = 0), error = "code", error_description = "msg"),
    authorize(
        url = "https://open.feishu.cn/open-apis/authen/v1/authorize", names(client_id = "app_id"),
    ),
    token(
        url = "https://open.feishu.cn/open-apis/authen/v1/oidc/access_token", place = json,
        omit(client_id, redirect_uri),
        before(app(
            url = "https://open.feishu.cn/open-apis/auth/v3/app_access_token/internal/",
            place = json, client_auth = body,
            names(client_id = "app_id", client_secret = "app_secret"),
            answer(keep(token: Secret = "app_access_token")),
        )),
        answer(
            access_token = "/data/access_token", refresh_token = "/data/refresh_token",
            expires_in = "/data/expires_in", refresh_token_expires_in = "/data/refresh_expires_in",
            scope = "/data/scope", token_type = "/data/token_type",
        ),
    ),
    refresh = "https://open.feishu.cn/open-apis/authen/v1/oidc/refresh_access_token",
)]
pub struct Feishu;
