use oauth_runtime::oauth_provider;

/// Jamf Pro (Basic Auth), management of Apple devices, by a user's own credentials.
///
/// Source: row `jamf-basic` of the facts table, 2026-11.
#[oauth_provider(
    name = "Jamf Pro (Basic Auth)",
    checked = "2026-11",
    vars(instance: DnsLabel, username: Text, password: Secret),
    client_auth = authorization("Basic {base64(username + ':' + password)}"),
    client_credentials(
        url = "https://{instance}.jamfcloud.com/api/v1/auth/token", omit(grant_type, client_id),
        answer(access_token = "token", expires_at = "expires"),
    ),
    api = "https://{instance}.jamfcloud.com",
)]
pub struct JamfBasic;
