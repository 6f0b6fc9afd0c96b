use oauth_runtime::oauth_provider;

/// Okta (Client Credentials), users and groups, managed by a program for itself.
///
/// Source: row `okta-cc` of the facts table, 2026-11.
/// A tenant of okta.com gives its whole host name too.
#[oauth_provider(
    name = "Okta (Client Credentials)",
    docs = "https://developer.okta.com/",
    checked = "2026-11",
    vars(hostname: Host, private_key: Secret),
    client_auth = none,
    assertion(
        alg = rs256, key = "{private_key}",
        claims(iss = "{client_id}", sub = "{client_id}", aud = "{token_url}", jti = "{uuid}"),
        lifetime = 5m,
    ),
    client_credentials(
        url = "https://{hostname}/oauth2/v1/token",
        params(
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion = "{assertion}",
        ),
    ),
    api(base = "https://{hostname}", rate_limit(reset = epoch("x-rate-limit-reset"))),
)]
pub struct OktaCc;
