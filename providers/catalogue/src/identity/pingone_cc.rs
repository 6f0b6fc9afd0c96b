use oauth_runtime::oauth_provider;

/// PingOne (Client Credentials), tokens for machines from the identity service.
///
/// Source: row `pingone-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "PingOne (Client Credentials)",
    checked = "2026-11",
    vars(
        tld: OneOf(Com = "com", Ca = "ca", Eu = "eu", ComAu = "com.au", Sg = "sg", Asia = "asia"),
        environment_id: Uuid,
    ),
    client_credentials = "https://auth.pingone.{tld}/{environment_id}/as/token",
    api = "https://api.pingone.{tld}",
)]
pub struct PingoneCc;
