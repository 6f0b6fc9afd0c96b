use oauth_runtime::oauth_provider;

/// Mixcloud, radio shows and mixes.
///
/// Source: row `mixcloud` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.mixcloud.com/developers/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    callback(state = in_redirect_uri, denied("user_denied")),
    authorize(url = "https://www.mixcloud.com/oauth/authorize", omit(scope)),
    token = "https://www.mixcloud.com/oauth/access_token",
    refresh = none,
    api(
        base = "https://api.mixcloud.com",
        bearer(query("access_token", reason = "the vendor reads the query only")),
    ),
)]
pub struct Mixcloud;
