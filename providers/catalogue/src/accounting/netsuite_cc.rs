use oauth_runtime::oauth_provider;

/// NetSuite (Client Credentials), business software by Oracle, called with a certificate.
///
/// Source: row `netsuite-client-credentials` of the facts table, 2026-11.
/// Asks the token endpoint of [`Netsuite`](super::Netsuite).
/// Differs from the row: token.client_assertion: the scopes stand in the assertion, as the vendor's
/// documents have it.
#[oauth_provider(
    name = "NetSuite (Client Credentials)",
    docs = "https://docs.oracle.com/",
    checked = "2026-11",
    vars(account_id: DnsLabel, certificate_id: Text, private_key: Secret),
    client_auth = none,
    scopes(RestWebservices = "rest_webservices", default(RestWebservices)),
    assertion(
        alg = rs256, key = "{private_key}", header(kid = "{certificate_id}"),
        claims(iss = "{client_id}", scope = "{scope}", aud = "{token_url}", jti = "{uuid}"),
        lifetime = 1h,
    ),
    client_credentials(
        url = "https://{account_id}.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
        omit(client_id, scope),
        params(
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion = "{assertion}",
        ),
    ),
    api = "https://{account_id}.suitetalk.api.netsuite.com/services/rest/record/v1",
)]
pub struct NetsuiteCc;
