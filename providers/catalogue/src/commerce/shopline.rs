use oauth_runtime::oauth_provider;

/// SHOPLINE, shops of merchants in Asia.
///
/// Source: row `shopline-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "SHOPLINE",
    docs = "https://developer.shopline.com/",
    checked = "2026-11",
    vars(handle: DnsLabel),
    origin = "https://{handle}.myshopline.com",
    client_auth = none,
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    callback(state = "customField"),
    authorize(
        url = "/admin/oauth-web/", fragment_route = "/oauth/authorize",
        names(
            response_type = "responseType", client_id = "appKey", redirect_uri = "redirectUri",
            state = "customField",
        ),
    ),
    token(
        url = "/admin/oauth/token/create", place = json, omit(grant_type, redirect_uri, client_id),
        headers(
            appkey = "{client_id}", timestamp = "{now_ms}",
            sign = "{hmac_sha256_hex(client_secret, body + now_ms)}",
        ),
        answer(access_token = "/data/accessToken", expires_at = "/data/expireTime"),
    ),
    refresh(url = "/admin/oauth/token/refresh", omit(refresh_token)),
    api = "https://{handle}.myshopline.com",
)]
pub struct Shopline;
