use oauth_runtime::oauth_provider;

/// Disqus, comments below articles.
///
/// Source: row `disqus` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://disqus.com/api/docs/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize = "https://disqus.com/api/oauth/2.0/authorize/",
    token = "https://disqus.com/api/oauth/2.0/access_token/",
    api(
        base = "https://disqus.com/api/3.0", reason = "the vendor reads the query only",
        bearer(query("access_token", reason = "the vendor reads the query only")),
        params(api_key = "{client_id}", api_secret = "{client_secret}"),
    ),
)]
pub struct Disqus;
