use oauth_runtime::oauth_provider;

/// SAP Concur (Password Grant), travel and expenses, by a user's own credentials.
///
/// Source: row `sap-concur-password` of the facts table, 2026-11.
#[oauth_provider(
    name = "SAP Concur (Password Grant)",
    checked = "2026-11",
    vars(region: DnsLabel, username: Text, password: Secret),
    client_credentials(
        url = "https://{region}.api.concursolutions.com/oauth2/v0/token",
        params(grant_type = "password", username = "{username}", password = "{password}"),
    ),
    api = "https://{region}.api.concursolutions.com",
)]
pub struct SapConcurPassword;
