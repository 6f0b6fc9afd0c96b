use oauth_runtime::oauth_provider;

/// Microsoft Dynamics 365 Finance and Operations (Client Credentials), business software (ERP) for
/// large companies.
///
/// Source: row `microsoft-dynamics-365-finance-and-operations-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Dynamics 365 Finance and Operations (Client Credentials)",
    checked = "2026-11",
    vars(tenant_id: Uuid, environment_url: Host),
    client_credentials(
        url = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
        params(scope = "https://{environment_url}/.default"),
    ),
    api = "https://{environment_url}",
)]
pub struct MicrosoftDynamics365FinanceAndOperationsCc;
