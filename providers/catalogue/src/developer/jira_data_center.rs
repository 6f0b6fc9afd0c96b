use oauth_runtime::oauth_provider;

/// Jira Data Center, issues and projects, on a customer's own servers.
///
/// Source: row `jira-data-center` of the facts table, 2026-11.
#[oauth_provider(
    name = "Jira Data Center",
    docs = "https://developer.atlassian.com/server/jira/",
    checked = "2026-11",
    vars(endpoint_url: Url),
    authorize(
        url = "{endpoint_url}/rest/oauth2/latest/authorize",
        params(grant_type = "authorization_code"),
    ),
    token = "{endpoint_url}/rest/oauth2/latest/token",
    api = "{endpoint_url}/rest/api/latest",
)]
pub struct JiraDataCenter;
