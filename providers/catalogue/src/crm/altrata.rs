use oauth_runtime::oauth_provider;

/// Altrata, profiles of wealthy and influential people.
///
/// Source: row `altrata` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: Host("*.altrata.com"), api_key: Secret, username: Text, password: Secret),
    client_auth = authorization("Basic {base64(username + ':' + password)}"),
    client_credentials(
        url = "https://api-auth.altrata.com/oauth2/token?grant_type=client_credentials",
        omit(grant_type, client_id), headers("x-api-key" = "{api_key}"),
    ),
    api(base = "https://{hostname}", headers("x-api-key" = "{api_key}")),
)]
pub struct Altrata;
