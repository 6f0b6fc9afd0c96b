use oauth_runtime::oauth_provider;

/// Atlassian Government Cloud, Atlassian's cloud for authorities of the United States.
///
/// Source: row `atlassian-government-cloud` of the facts table, 2026-11.
/// Among several sites the program chooses, where the row takes
/// the first.
#[oauth_provider(
    name = "Atlassian Government Cloud",
    checked = "2026-11",
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://auth.atlassian-us-gov-mod.com/authorize",
        params(audience = "api.atlassian-us-gov-mod.com", prompt = "consent"),
    ),
    token = "https://auth.atlassian-us-gov-mod.com/oauth/token",
    learn(
        site(
            url = "https://auth.atlassian-us-gov-mod.com/oauth/token/accessible-resources",
            each = "/", answer(keep(cloud_id = "id", url)),
        ),
    ),
    api(
        base = "https://api.atlassian-us-gov-mod.com",
        rate_limit(reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct AtlassianGovernmentCloud;
