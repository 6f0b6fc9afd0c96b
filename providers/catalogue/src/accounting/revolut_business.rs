use oauth_runtime::oauth_provider;

/// Revolut Business, accounts and payments of companies.
///
/// Source: row `revolut-business` of the facts table, 2026-11.
#[oauth_provider(
    name = "Revolut Business",
    docs = "https://developer.revolut.com/docs/business/",
    checked = "2026-11",
    vars(
        environment: OneOf(
            Production(login = "business.revolut.com", api = "b2b.revolut.com"),
            Sandbox(login = "sandbox-business.revolut.com", api = "sandbox-b2b.revolut.com"),
        ),
        private_key: Secret,
    ),
    client_auth = none,
    assertion(
        alg = rs256, key = "{private_key}",
        claims(iss = "{redirect_host}", sub = "{client_id}", aud = "https://revolut.com"),
        lifetime = 5m,
    ),
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    authorize = "https://{environment.login}/app-confirm",
    token(
        url = "https://{environment.api}/api/1.0/auth/token", omit(client_id, redirect_uri),
        params(
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion = "{assertion}",
        ),
    ),
    api = "https://{environment.api}",
)]
pub struct RevolutBusiness;
