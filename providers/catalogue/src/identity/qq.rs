use oauth_runtime::oauth_provider;

/// QQ, sign-in with an account of the Chinese messenger.
///
/// Source: row `qq` of the facts table, 2026-11.
/// Differs from the row: learn.fmt: the call asks for JSON, as the vendor's documents allow, and
/// not for a script.
/// Differs from the row: learn.oauth_consumer_key: the call takes the token alone.
#[oauth_provider(
    name = "QQ",
    docs = "https://wiki.connect.qq.com/",
    checked = "2026-11",
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize = "https://graph.qq.com/oauth2.0/authorize",
    token(
        url = "https://graph.qq.com/oauth2.0/token", method = get,
        reason = "the vendor reads the query only", params(fmt = "json"),
    ),
    learn(me(url = "https://graph.qq.com/oauth2.0/me", params(fmt = "json"), answer(keep(openid)))),
    api(
        base = "https://graph.qq.com",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(oauth_consumer_key = "{client_id}", openid = "{token.openid}"),
    ),
)]
pub struct Qq;
