use oauth_runtime::oauth_provider;

/// ServiceNow (Client Credentials), IT service management, called by an application for itself.
///
/// Source: row `servicenow-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "ServiceNow (Client Credentials)",
    checked = "2026-11",
    vars(hostname: Host),
    client_credentials = "https://{hostname}/oauth_token.do",
    api = "https://{hostname}",
)]
pub struct ServicenowCc;
