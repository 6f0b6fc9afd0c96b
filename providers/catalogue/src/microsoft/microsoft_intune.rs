use oauth_runtime::oauth_provider;

/// Microsoft Intune, management of devices.
///
/// Shares the login of row `microsoft-oauth2-cc`.
/// Source: row `microsoft-intune` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft Intune",
    checked = "2026-11",
    vars(tenant_id: Uuid),
    client_credentials = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftIntune;
