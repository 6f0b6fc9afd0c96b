use oauth_runtime::oauth_provider;

/// SharePoint Online (Client Credentials V2), sites and files, called by an application for itself.
///
/// Source: row `sharepoint-online-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "SharePoint Online (Client Credentials V2)",
    checked = "2026-11",
    vars(tenant_id: Uuid),
    client_credentials = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
    api = "https://graph.microsoft.com",
)]
pub struct SharepointOnlineCc;
