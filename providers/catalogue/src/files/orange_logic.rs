use oauth_runtime::oauth_provider;

/// Orange Logic, digital assets of large archives.
///
/// Source: row `orange-logic` of the facts table, 2026-11.
#[oauth_provider(
    name = "Orange Logic",
    checked = "2026-11",
    vars(server_url: Host),
    client_credentials(
        url = "https://{server_url}/webapi/security/clientcredentialsauthentication/authenticate_46H_v1",
        place = json, omit(grant_type),
    ),
    api = "https://{server_url}",
)]
pub struct OrangeLogic;
