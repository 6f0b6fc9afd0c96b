use oauth_runtime::oauth_provider;

/// Nuvemshop / Tiendanube, online shops in Latin America.
///
/// Source: row `nuvemshop` of the facts table, 2026-11.
#[oauth_provider(
    name = "Nuvemshop / Tiendanube",
    docs = "https://tiendanube.github.io/api-documentation/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://www.tiendanube.com/apps/{client_id}/authorize", omit(client_id)),
    token(
        url = "https://www.tiendanube.com/apps/authorize/token",
        answer(keep(user_id: PathSegment)),
    ),
    refresh = none,
    api(
        base = "https://api.nuvemshop.com.br/v1/{token.user_id}", bearer(none),
        headers("authentication" = "bearer {access_token}"),
    ),
)]
pub struct Nuvemshop;
