use oauth_runtime::oauth_provider;

/// Twitter (Client Credentials), posts on X, read by an application for itself.
///
/// Source: row `twitter-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Twitter (Client Credentials)",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://api.twitter.com/oauth2/token",
    api = "https://api.twitter.com",
)]
pub struct TwitterCc;
