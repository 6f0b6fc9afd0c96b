use oauth_runtime::oauth_provider;

/// Oracle Cloud Identity, identity service of Oracle's cloud.
///
/// Source: row `oracle-cloud-identity` of the facts table, 2026-11.
#[oauth_provider(
    name = "Oracle Cloud Identity",
    checked = "2026-11",
    vars(service_instance: DnsLabel),
    client_auth = basic(raw),
    client_credentials = "https://{service_instance}.identity.oraclecloud.com/oauth2/v1/token",
    api = "https://{service_instance}.identity.oraclecloud.com",
)]
pub struct OracleCloudIdentity;
