use oauth_runtime::oauth_provider;

/// Alipay, payments and sign-in of the Chinese wallet.
///
/// Source: row `alipay` of the facts table, 2026-11.
/// Signed are all parameters as `name=value`, sorted by name and joined by `&`.
/// Differs from the row: token.timestamp: it is the time of China, eight hours ahead of UTC.
/// Differs from the row: token.sign: the time is signed.
/// Differs from the row: refresh.timestamp: it is the time of China here too.
/// Differs from the row: refresh.sign: the time is signed.
#[oauth_provider(
    docs = "https://opendocs.alipay.com/",
    checked = "2026-11",
    vars(private_key: Secret),
    client_auth = none,
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    callback(code = "auth_code"),
    authorize(
        url = "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm",
        names(client_id = "app_id"),
    ),
    token(
        url = "https://openapi.alipay.com/gateway.do", method = get,
        reason = "the vendor reads the query only", names(client_id = "app_id"), omit(redirect_uri),
        params(
            method = "alipay.system.oauth.token", charset = "utf-8", format = "JSON",
            sign_type = "RSA2", version = "1.0", timestamp = "{now('YYYY-MM-DD HH:mm:ss', 8h)}",
            sign = "{rsa_sha256(private_key, sorted_params('=', '&'))}",
        ),
        answer(
            success("/error_response" = absent), error = "/error_response/code",
            error_description = "/error_response/sub_msg",
            access_token = "/alipay_system_oauth_token_response/access_token",
            refresh_token = "/alipay_system_oauth_token_response/refresh_token",
            expires_in = "/alipay_system_oauth_token_response/expires_in",
            keep(user_id = "/alipay_system_oauth_token_response/user_id"),
        ),
    ),
)]
pub struct Alipay;
