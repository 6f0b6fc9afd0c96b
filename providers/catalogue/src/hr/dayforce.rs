use oauth_runtime::oauth_provider;

/// Dayforce, payroll, time and personnel records.
///
/// Source: row `dayforce` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(
        company_id: Text, username: Text, password: Secret,
        identity_hostname: Host = "dfid.dayforcehcm.com",
        client_hostname: Host = "www.dayforcehcm.com",
    ),
    client_auth = none,
    client_credentials(
        url = "https://{identity_hostname}/connect/token",
        params(
            grant_type = "password", companyId = "{company_id}", username = "{username}",
            password = "{password}", client_id = "Dayforce.HCMAnywhere.Client",
        ),
    ),
    api = "https://{client_hostname}/api",
)]
pub struct Dayforce;
