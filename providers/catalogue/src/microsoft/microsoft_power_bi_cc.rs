use oauth_runtime::oauth_provider;

/// Microsoft Power BI (Client Credentials), dashboards and datasets, called by an application for
/// itself.
///
/// Shares the login of row `microsoft-oauth2-cc`.
/// Source: row `microsoft-power-bi-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Power BI (Client Credentials)",
    checked = "2026-11",
    vars(tenant_id: Uuid),
    client_credentials = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
    api = "https://api.powerbi.com",
)]
pub struct MicrosoftPowerBiCc;
