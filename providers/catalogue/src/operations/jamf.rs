use oauth_runtime::oauth_provider;

/// Jamf Pro (Client Credentials), management of Apple devices.
///
/// Source: row `jamf` of the facts table, 2026-11.
#[oauth_provider(
    name = "Jamf Pro (Client Credentials)",
    checked = "2026-11",
    vars(instance: DnsLabel),
    client_credentials = "https://{instance}.jamfcloud.com/api/v1/oauth/token",
    api = "https://{instance}.jamfcloud.com",
)]
pub struct Jamf;
