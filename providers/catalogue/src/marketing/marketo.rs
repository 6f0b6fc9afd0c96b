use oauth_runtime::oauth_provider;

/// Marketo, marketing automation by Adobe.
///
/// Source: row `marketo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(endpoint_url: Host, identity_url: Host),
    client_credentials = "https://{identity_url}/identity/oauth/token",
    api = "https://{endpoint_url}",
)]
pub struct Marketo;
