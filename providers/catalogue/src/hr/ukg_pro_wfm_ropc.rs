use oauth_runtime::oauth_provider;

/// UKG Pro (Workforce Management ROPC), workforce management, by a user's own credentials.
///
/// Source: row `ukg-pro-wfm-ropc` of the facts table, 2026-11.
#[oauth_provider(
    name = "UKG Pro (Workforce Management ROPC)",
    checked = "2026-11",
    vars(hostname: Host, tenant_name: Text, username: Text, password: Secret),
    client_credentials(
        url = "https://welcome-us.ukg.net/oauth/token", place = json,
        params(
            grant_type = "http://auth0.com/oauth/grant-type/password-realm",
            audience = "https://wfm.ukg.net/api", realm = "{tenant_name}", username = "{username}",
            password = "{password}",
        ),
    ),
    api = "https://{hostname}/api",
)]
pub struct UkgProWfmRopc;
