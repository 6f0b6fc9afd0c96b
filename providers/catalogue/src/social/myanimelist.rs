use oauth_runtime::oauth_provider;

/// MyAnimeList, lists of anime and manga.
///
/// Source: row `myanimelist` of the facts table, 2026-11.
#[oauth_provider(
    name = "MyAnimeList",
    docs = "https://myanimelist.net/apiconfig/references/api/v2",
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = plain(reason = "the vendor knows no other method"),
    authorize = "https://myanimelist.net/v1/oauth2/authorize",
    token = "https://myanimelist.net/v1/oauth2/token",
)]
pub struct Myanimelist;
