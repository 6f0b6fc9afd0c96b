use oauth_runtime::oauth_provider;

/// Gainsight CC, customer communities.
///
/// Source: row `gainsight-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Gainsight CC",
    checked = "2026-11",
    vars(region: DnsLabel),
    client_credentials = "https://api2-{region}.insided.com/oauth2/token",
    api = "https://api2-{region}.insided.com",
)]
pub struct GainsightCc;
