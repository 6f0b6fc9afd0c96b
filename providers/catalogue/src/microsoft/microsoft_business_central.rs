use oauth_runtime::oauth_provider;

/// Microsoft Business Central, business software (ERP) for smaller companies.
///
/// Source: row `microsoft-business-central` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Business Central",
    checked = "2026-11",
    vars(tenant_id: Uuid, environment_name: PathSegment),
    client_credentials = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
    api = "https://api.businesscentral.dynamics.com/v2.0/{tenant_id}/{environment_name}",
)]
pub struct MicrosoftBusinessCentral;
