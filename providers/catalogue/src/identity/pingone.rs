use oauth_runtime::oauth_provider;

/// PingOne, identity service in the cloud.
///
/// Source: row `pingone` of the facts table, 2026-11.
#[oauth_provider(
    name = "PingOne",
    checked = "2026-11",
    vars(
        tld: OneOf(Com = "com", Ca = "ca", Eu = "eu", ComAu = "com.au", Sg = "sg", Asia = "asia"),
        environment_id: Uuid,
    ),
    authorize = "https://auth.pingone.{tld}/{environment_id}/as/authorize",
    token = "https://auth.pingone.{tld}/{environment_id}/as/token",
    api = "https://api.pingone.{tld}",
)]
pub struct Pingone;
