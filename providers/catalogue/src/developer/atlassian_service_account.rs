use oauth_runtime::oauth_provider;

/// Atlassian Service Account, Atlassian's cloud products, called by a service account.
///
/// Source: row `atlassian-service-account-oauth2` of the facts table, 2026-11.
/// Among several sites the program chooses, where the row takes
/// the first.
#[oauth_provider(
    name = "Atlassian Service Account",
    checked = "2026-11",
    client_credentials = "https://auth.atlassian.com/oauth/token",
    learn(
        site(
            url = "https://api.atlassian.com/oauth/token/accessible-resources", each = "/",
            answer(keep(cloud_id = "id", url)),
        ),
    ),
    api(base = "https://api.atlassian.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct AtlassianServiceAccount;
