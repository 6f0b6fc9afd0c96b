use oauth_runtime::oauth_provider;

/// Odnoklassniki, a Russian social network.
///
/// Source: row `odnoklassniki` of the facts table, 2026-11.
/// Signed are the parameters as `name=value`, sorted by name and joined by nothing, without the
/// access token.
#[oauth_provider(
    docs = "https://apiok.ru/",
    checked = "2026-11",
    vars(public_key: Text),
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ";"),
    authorize = "https://connect.ok.ru/oauth/authorize",
    token = "https://api.ok.ru/oauth/token.do",
    api(
        base = "https://api.ok.ru/fb.do",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(
            application_key = "{public_key}", format = "json",
            sig = "{md5_hex(sorted_params('=', '', 'access_token') \
                + md5_hex(access_token + client_secret))}",
        ),
    ),
)]
pub struct Odnoklassniki;
