use oauth_runtime::oauth_provider;

/// Bullhorn, applicants and placements of staffing firms.
///
/// Source: row `bullhorn` of the facts table, 2026-11.
/// The OAuth tokens are only good for the login that yields the session's token, which is made
/// after each refresh too.
/// Differs from the row: authorize.order: the vendor reads parameters by name.
#[oauth_provider(
    docs = "https://bullhorn.github.io/",
    checked = "2026-11",
    vars(username: Text, password: Secret),
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    lifetimes(access_token = 7d),
    authorize(
        url = "https://auth-west.bullhornstaffing.com/oauth/authorize",
        reason = "the vendor signs the user in by the address",
        params(username = "{username}", password = "{password}", action = "Login"),
    ),
    token(
        url = "https://auth-west.bullhornstaffing.com/oauth/token", place = query,
        reason = "the vendor reads the query only",
        then(login(
            url = "https://rest-west.bullhornstaffing.com/rest-services/login", place = query,
            reason = "the vendor reads the query only",
            params(version = "*", access_token = "{access_token}", ttl = 10080),
            answer(
                access_token = "BhRestToken", expires = fixed,
                keep(rest_url: Url("*.bullhornstaffing.com") = "restUrl"),
            ),
        )),
    ),
    api(base = "{token.rest_url}", bearer(header("bhresttoken"))),
)]
pub struct Bullhorn;
