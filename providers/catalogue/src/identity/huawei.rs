use oauth_runtime::oauth_provider;

/// Huawei ID, sign-in with a Huawei account.
///
/// Source: row `huawei` of the facts table, 2026-11.
/// Errors are numbers, and the reason stands in `error_description`.
/// Not in the declaration: the finer number `sub_error`.
#[oauth_provider(
    name = "Huawei ID",
    docs = "https://developer.huawei.com/consumer/en/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    callback(state = in_redirect_uri, denied("1107")),
    authorize(
        url = "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
        params(access_type = "offline"),
    ),
    token = "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
    device(
        url = "https://oauth-login.cloud.huawei.com/oauth2/v3/device/code",
        answer(verification_uri = "verification_url", expires_in = "expire_in"),
    ),
    device_token(names(device_code = "code"), params(grant_type = "device_code")),
)]
pub struct Huawei;
