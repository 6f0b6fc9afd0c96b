use oauth_runtime::oauth_provider;

/// Kintone, databases and workflows that teams build themselves.
///
/// Source: row `kintone` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_auth = basic(raw),
    authorize = "https://{subdomain}.kintone.com/oauth2/authorization",
    token = "https://{subdomain}.kintone.com/oauth2/token",
    api = "https://{subdomain}.kintone.com",
)]
pub struct Kintone;
