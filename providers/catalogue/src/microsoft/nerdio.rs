use oauth_runtime::oauth_provider;

/// Nerdio, virtual desktops in Azure, behind Microsoft's identity platform.
///
/// Source: row `nerdio` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: Host, tenant_id: Uuid, api_scope("scope"): Text),
    client_credentials(
        url = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
        params(scope = "{api_scope}"),
    ),
    api = "https://{hostname}/rest-api",
)]
pub struct Nerdio;
