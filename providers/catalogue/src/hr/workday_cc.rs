use oauth_runtime::oauth_provider;

/// Workday (Client Credentials), finance and personnel of large companies, called by an application
/// for itself.
///
/// Source: row `workday-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Workday (Client Credentials)",
    checked = "2026-11",
    vars(token_domain: Host, tenant: PathSegment),
    client_auth = basic(raw, scheme = "ID"),
    client_credentials(
        url = "https://{token_domain}/ccx/oauth2/{tenant}/token", params(tenant_alias = "{tenant}"),
    ),
    api = "https://{token_domain}/ccx/api",
)]
pub struct WorkdayCc;
