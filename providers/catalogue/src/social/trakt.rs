use oauth_runtime::oauth_provider;

/// Trakt, films and series that one has watched.
///
/// Source: row `trakt` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://trakt.docs.apiary.io/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://trakt.tv/oauth/authorize", omit(scope)),
    token = "https://api.trakt.tv/oauth/token",
    revoke = "https://api.trakt.tv/oauth/revoke",
    api(
        base = "https://api.trakt.tv",
        headers("trakt-api-version" = "2", "trakt-api-key" = "{client_id}"),
    ),
)]
pub struct Trakt;
