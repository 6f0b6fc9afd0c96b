use oauth_runtime::oauth_provider;

/// Dynatrace, monitoring of applications and their environments.
///
/// Source: row `dynatrace-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(account_uuid: Uuid),
    client_credentials(
        url = "https://sso.dynatrace.com/sso/oauth2/token",
        params(resource = "urn:dtaccount:{account_uuid}"),
    ),
    api = "https://api.dynatrace.com",
)]
pub struct Dynatrace;
