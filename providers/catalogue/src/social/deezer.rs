use oauth_runtime::oauth_provider;

/// Deezer, music streaming.
///
/// Source: row `deezer` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.deezer.com/api",
    checked = "2026-11",
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    callback(state = in_redirect_uri, error = "error_reason", denied("user_denied")),
    authorize(
        url = "https://connect.deezer.com/oauth/auth.php",
        names(client_id = "app_id", scope = "perms"), omit(response_type),
    ),
    token(
        url = "https://connect.deezer.com/oauth/access_token.php", method = get,
        reason = "the vendor reads the query only",
        names(client_id = "app_id", client_secret = "secret"), omit(grant_type, redirect_uri),
        params(output = "json"), answer(expires_in("expires", zero_is_never)),
    ),
    api(
        base = "https://api.deezer.com",
        bearer(query("access_token", reason = "the vendor reads the query only")),
    ),
)]
pub struct Deezer;
