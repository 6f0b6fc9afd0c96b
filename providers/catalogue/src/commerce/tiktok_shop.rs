use oauth_runtime::oauth_provider;

/// TikTok Shop, goods and orders of shops in TikTok.
///
/// Source: row `tiktok-shop` of the facts table, 2026-11.
/// Signed are path, sorted names and values, and body.
/// The end of the refresh token is told as a time, and is not read.
/// Differs from the row: api.sign: the vendor's documents put the secret before and after what is
/// signed.
#[oauth_provider(
    name = "TikTok Shop",
    docs = "https://partner.tiktokshop.com/docv2/",
    checked = "2026-11",
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://auth.tiktok-shops.com/api/v2/oauth/authorize", names(client_id = "app_key"),
    ),
    token(
        url = "https://auth.tiktok-shops.com/api/v2/token/get", method = get,
        reason = "the vendor reads the query only",
        names(client_id = "app_key", client_secret = "app_secret", code = "auth_code"),
        omit(redirect_uri), params(grant_type = "authorized_code"),
        answer(
            success("/code" = 0), error = "code", error_description = "message",
            access_token = "/data/access_token", refresh_token = "/data/refresh_token",
            expires_at("/data/access_token_expire_in", epoch_seconds),
            keep(open_id = "/data/open_id"),
        ),
    ),
    refresh(
        url = "https://auth.tiktok-shops.com/api/v2/token/refresh",
        params(grant_type = "refresh_token"),
    ),
    api(
        base = "https://open-api.tiktokglobalshop.com", bearer(header("x-tts-access-token")),
        params(
            app_key = "{client_id}", timestamp = "{now}",
            sign = "{hmac_sha256_hex(client_secret, \
                client_secret + path + sorted_params('', '') + body + client_secret)}",
        ),
    ),
)]
pub struct TiktokShop;
