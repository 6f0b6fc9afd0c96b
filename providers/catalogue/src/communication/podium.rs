use oauth_runtime::oauth_provider;

/// Podium, messages and reviews of local businesses.
///
/// Source: row `podium` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.podium.com/",
    checked = "2026-11",
    vars(api_version: Text),
    authorize = "https://api.podium.com/oauth/authorize",
    token(url = "https://api.podium.com/oauth/token", place = json),
    api(
        base = "https://api.podium.com", headers("podium-version" = "{api_version}"),
        rate_limit(reset = delay("x-ratelimit-reset")),
    ),
)]
pub struct Podium;
