use oauth_runtime::oauth_provider;

/// Bungie.net, accounts and game data of Destiny.
///
/// Source: row `bungie` of the facts table, 2026-11.
#[oauth_provider(
    name = "Bungie.net",
    docs = "https://bungie-net.github.io/",
    checked = "2026-11",
    vars(api_key: Text, origin: Text),
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://www.bungie.net/en/oauth/authorize", omit(scope)),
    token(
        url = "https://www.bungie.net/platform/app/oauth/token",
        headers("x-api-key" = "{api_key}", "origin" = "{origin}"),
    ),
    api(base = "https://www.bungie.net/Platform", headers("x-api-key" = "{api_key}")),
)]
pub struct Bungie;
