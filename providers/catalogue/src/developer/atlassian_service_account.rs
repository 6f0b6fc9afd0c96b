use oauth_runtime::oauth_provider;

/// Atlassian Service Account, Atlassian's cloud products, called by a service account.
///
/// Source: row `atlassian-service-account-oauth2` of the facts table, 2026-11.
#[oauth_provider(
    name = "Atlassian Service Account",
    checked = "2026-11",
    client_credentials = "https://auth.atlassian.com/oauth/token",
    api(base = "https://api.atlassian.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct AtlassianServiceAccount;
