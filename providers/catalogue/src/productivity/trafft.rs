use oauth_runtime::oauth_provider;

/// Trafft, appointment booking for service businesses.
///
/// Source: row `trafft` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_credentials = "https://{subdomain}.admin.trafft.com/api/v2/token",
    api = "https://{subdomain}.admin.trafft.com/api",
)]
pub struct Trafft;
