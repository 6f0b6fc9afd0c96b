use oauth_runtime::oauth_provider;

/// Sedna, team mail for shipping companies.
///
/// Source: row `sedna` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(tenant: DnsLabel),
    scopes(delimiter = ","),
    client_credentials = "https://{tenant}.sednanetwork.com/platform/oauth/token",
    api = "https://{tenant}.sednanetwork.com/platform",
)]
pub struct Sedna;
