use oauth_runtime::oauth_provider;

/// Trovo, live streams of games.
///
/// Source: row `trovo` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.trovo.live/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = "+", raw),
    authorize = "https://open.trovo.live/page/login.html",
    token(
        url = "https://open-api.trovo.live/openplatform/exchangetoken", place = json,
        names(client_id = header("client-id")),
    ),
    refresh(url = "https://open-api.trovo.live/openplatform/refreshtoken"),
    api(
        base = "https://open-api.trovo.live/openplatform", bearer(authorization("OAuth")),
        headers("client-id" = "{client_id}"),
    ),
)]
pub struct Trovo;
