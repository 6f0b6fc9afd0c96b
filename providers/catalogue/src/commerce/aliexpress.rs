use oauth_runtime::oauth_provider;

/// AliExpress Open Platform, goods and orders of the marketplace.
///
/// Source: row `aliexpress` of the facts table, 2026-11.
/// The row doubts the path of the token call, which follows from the vendor's own programs. Signed
/// are names and values, sorted by name and joined by nothing.
/// Differs from the row: token.sign: what is signed begins with the call's name, which is the path
/// without `/rest`.
/// Differs from the row: refresh.sign: as `token.sign`.
/// Differs from the row: api.app_key: the row only says that calls are signed; it is signed.
/// Differs from the row: api.timestamp: it is signed.
/// Differs from the row: api.sign_method: it says how.
/// Differs from the row: api.sign: calls to `/sync` have no path to sign.
#[oauth_provider(
    name = "AliExpress Open Platform",
    docs = "https://openservice.aliexpress.com/",
    checked = "2026-11",
    client_auth = none,
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://api-sg.aliexpress.com/oauth/authorize", omit(scope),
        params(force_auth = "true"),
    ),
    token(
        url = "https://api-sg.aliexpress.com/rest/auth/token/create", names(client_id = "app_key"),
        omit(grant_type, redirect_uri),
        params(
            timestamp = "{now_ms}", sign_method = "sha256",
            sign = "{upper(hmac_sha256_hex(client_secret, \
                '/auth/token/create' + sorted_params('', '')))}",
        ),
    ),
    refresh(
        url = "https://api-sg.aliexpress.com/rest/auth/token/refresh",
        params(
            sign = "{upper(hmac_sha256_hex(client_secret, \
                '/auth/token/refresh' + sorted_params('', '')))}",
        ),
    ),
    api(
        base = "https://api-sg.aliexpress.com/sync",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(
            app_key = "{client_id}", timestamp = "{now_ms}", sign_method = "sha256",
            sign = "{upper(hmac_sha256_hex(client_secret, sorted_params('', '')))}",
        ),
    ),
)]
pub struct Aliexpress;
