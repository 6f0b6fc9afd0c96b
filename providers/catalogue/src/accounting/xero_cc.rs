use oauth_runtime::oauth_provider;

/// Xero (Client Credentials), bookkeeping, called by an application for itself.
///
/// Source: row `xero-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Xero (Client Credentials)",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://identity.xero.com/connect/token",
    api = "https://api.xero.com",
)]
pub struct XeroCc;
