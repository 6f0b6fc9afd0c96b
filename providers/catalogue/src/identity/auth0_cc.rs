use oauth_runtime::oauth_provider;

/// Auth0 (Client Credentials), tokens for machines from a tenant of Auth0.
///
/// Source: row `auth0-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Auth0 (Client Credentials)",
    checked = "2026-11",
    vars(hostname: Host, audience: Text, organization: Option<Text>),
    client_credentials(
        url = "https://{hostname}/oauth/token", place = json,
        params(audience = "{audience}", organization = "{organization}"),
    ),
    api = "https://{hostname}",
)]
pub struct Auth0Cc;
