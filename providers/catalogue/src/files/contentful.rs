use oauth_runtime::oauth_provider;

/// Contentful, content for web sites, without a front end.
///
/// Source: row `contentful` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.contentful.com/developers/docs/",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    authorize = "https://be.contentful.com/oauth/authorize",
    token = "https://be.contentful.com/oauth/token",
    api(
        base = "https://{subdomain}.contentful.com",
        rate_limit(reset = delay("x-contentful-ratelimit-reset")),
    ),
)]
pub struct Contentful;
