use oauth_runtime::oauth_provider;

/// Square, tills, card payments and online shops.
///
/// Source: row `squareup` of the facts table, 2026-11.
#[oauth_provider(
    name = "Square",
    docs = "https://developer.squareup.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://connect.squareup.com/oauth2/authorize", params(session = false)),
    token = "https://connect.squareup.com/oauth2/token",
    revoke(
        url = "https://connect.squareup.com/oauth2/revoke", place = json,
        client_auth = authorization("Client {client_secret}"), names(token = "access_token"),
    ),
    api = "https://connect.squareup.com",
)]
pub struct Squareup;
