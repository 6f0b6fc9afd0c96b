use oauth_runtime::oauth_provider;

/// Atlassian, one login for the cloud products of Atlassian.
///
/// Source: row `atlassian` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.atlassian.com/cloud/",
    checked = "2026-11",
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://auth.atlassian.com/authorize",
        params(audience = "api.atlassian.com", prompt = "consent"),
    ),
    token = "https://auth.atlassian.com/oauth/token",
    api = "https://api.atlassian.com"
)]
pub struct Atlassian;
