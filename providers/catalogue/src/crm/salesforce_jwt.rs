use oauth_runtime::oauth_provider;

/// Salesforce (JWT), customer records, for a user whom the program names.
///
/// Source: row `salesforce-jwt` of the facts table, 2026-11.
/// No answer says how long a token lives; introspection does, after each one.
#[oauth_provider(
    name = "Salesforce (JWT)",
    checked = "2026-11",
    vars(
        authorization_host("authorizationUrl"): Host(
            "*.salesforce.com", "*.salesforce.mil", "*.cloudforce.com",
        ),
        username: Text, private_key: Secret,
    ),
    client_auth = none,
    assertion(
        alg = rs256, key = "{private_key}", header(typ = "JWT"),
        claims(iss = "{client_id}", aud = "https://{authorization_host}", sub = "{username}"),
        lifetime = 1h,
    ),
    client_credentials(
        url = "https://{authorization_host}/services/oauth2/token", omit(client_id),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion = "{assertion}",
        ),
        answer(
            keep(
                instance_url: Url(
                    "*.salesforce.com", "*.salesforce.mil", "*.force.com", "*.site.com",
                ),
            ),
        ),
        then(
            introspect(
                optional, url = "{token.instance_url}/services/oauth2/introspect",
                client_auth = body,
                params(token = "{access_token}"),
                answer(expires_at("exp", epoch_seconds)),
            ),
        ),
    ),
    introspect(url = "{token.instance_url}/services/oauth2/introspect", client_auth = body),
    api = "{token.instance_url}",
)]
pub struct SalesforceJwt;
