use oauth_runtime::oauth_provider;

/// SAP Concur, travel and expenses.
///
/// Source: row `sap-concur` of the facts table, 2026-11.
#[oauth_provider(
    name = "SAP Concur",
    checked = "2026-11",
    vars(region: DnsLabel),
    client_credentials = "https://{region}.api.concursolutions.com/oauth2/v0/token",
    api = "https://{region}.api.concursolutions.com",
)]
pub struct SapConcur;
