use oauth_runtime::oauth_provider;

/// Pipedream (Client Credentials), workflows that connect APIs.
///
/// Source: row `pipedream-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Pipedream (Client Credentials)",
    checked = "2026-11",
    client_credentials = "https://api.pipedream.com/v1/oauth/token",
    api = "https://api.pipedream.com"
)]
pub struct PipedreamCc;
