use oauth_runtime::oauth_provider;

/// Microsoft (Client Credentials), Microsoft Graph, called by an application for itself.
///
/// Source: row `microsoft-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft (Client Credentials)",
    docs = "https://learn.microsoft.com/en-us/entra/identity-platform/",
    checked = "2026-11",
    vars(tenant_id: Uuid),
    client_credentials = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftCc;
