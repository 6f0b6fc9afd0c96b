use oauth_runtime::oauth_provider;

/// OneLogin, single sign-on for companies.
///
/// Source: row `onelogin` of the facts table, 2026-11.
#[oauth_provider(
    name = "OneLogin",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_credentials = "https://{subdomain}.onelogin.com/auth/oauth2/v2/token",
    revoke(
        url = "https://{subdomain}.onelogin.com/auth/oauth2/revoke", place = json,
        client_auth = authorization("client_id:{client_id}, client_secret:{client_secret}"),
        names(token = "access_token"),
    ),
    api = "https://{subdomain}.onelogin.com",
)]
pub struct Onelogin;
