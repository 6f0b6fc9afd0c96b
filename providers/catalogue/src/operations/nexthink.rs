use oauth_runtime::oauth_provider;

/// Nexthink, the health of workplace computers.
///
/// Source: row `nexthink` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(instance: DnsLabel, region: DnsLabel),
    client_auth = basic(raw),
    scopes(Integration = "service:integration", default(Integration)),
    client_credentials = "https://{instance}-login.{region}.nexthink.cloud/oauth2/default/v1/token",
    api = "https://{instance}.api.{region}.nexthink.cloud",
)]
pub struct Nexthink;
