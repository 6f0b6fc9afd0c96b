use oauth_runtime::oauth_provider;

/// Confluence, wiki pages of teams, at Atlassian.
///
/// Shares the login of row `jira`.
/// Source: row `confluence` of the facts table, 2026-11.
/// Among several sites the program chooses, where the row takes
/// the first.
#[oauth_provider(
    docs = "https://developer.atlassian.com/cloud/confluence/",
    checked = "2026-11",
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://auth.atlassian.com/authorize",
        params(audience = "api.atlassian.com", prompt = "consent"),
    ),
    token = "https://auth.atlassian.com/oauth/token",
    learn(site(
        url = "https://api.atlassian.com/oauth/token/accessible-resources",
        each = "/",
        answer(keep(cloud_id = "id", url)),
    ),),
    api = "https://api.atlassian.com"
)]
pub struct Confluence;
