use oauth_runtime::oauth_provider;

/// ServiceNow (JWT), workflows and requests, for a user whom the program names.
///
/// Source: row `servicenow-jwt` of the facts table, 2026-11.
#[oauth_provider(
    name = "ServiceNow (JWT)",
    checked = "2026-11",
    vars(hostname: Host, key_id: Text, private_key: Secret, user_identifier: Text),
    assertion(
        alg = rs256, key = "{private_key}", header(typ = "JWT", kid = "{key_id}"),
        claims(
            iss = "{client_id}", aud = "{client_id}", sub = "{user_identifier}", jti = "{uuid}",
        ),
        lifetime = 5m,
    ),
    client_credentials(
        url = "https://{hostname}/oauth_token.do",
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion = "{assertion}",
        ),
    ),
    api = "https://{hostname}",
)]
pub struct ServicenowJwt;
