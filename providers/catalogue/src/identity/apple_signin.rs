use oauth_runtime::oauth_provider;

/// Sign in with Apple, sign-in with an Apple account.
///
/// Source: row `apple-signin` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sign in with Apple",
    docs = "https://developer.apple.com/documentation/signinwithapplerestapi",
    checked = "2026-11",
    vars(team_id: Text, key_id: Text, private_key: Secret),
    client_auth = none,
    assertion(
        alg = es256, key = "{private_key}", header(kid = "{key_id}"),
        claims(iss = "{team_id}", sub = "{client_id}", aud = "https://appleid.apple.com"),
        lifetime = 1h,
    ),
    pkce = none(reason = "its known clients send none"),
    callback(mode = form_post, keep(user)),
    authorize(
        url = "https://appleid.apple.com/auth/authorize", params(response_mode = "form_post"),
    ),
    token(
        url = "https://appleid.apple.com/auth/token", params(client_secret = "{assertion}"),
    ),
    revoke(
        url = "https://appleid.apple.com/auth/revoke", params(client_secret = "{assertion}"),
    ),
)]
pub struct AppleSignin;
