use oauth_runtime::oauth_provider;

/// Microsoft (Client Credentials - Certificate), Microsoft Graph, called by an application with a
/// certificate.
///
/// Source: row `microsoft-oauth2-cc-cert` of the facts table, 2026-11.
#[oauth_provider(
    name = "Microsoft (Client Credentials - Certificate)",
    docs = "https://learn.microsoft.com/en-us/entra/identity-platform/",
    checked = "2026-11",
    vars(tenant_id: Uuid, private_key: Secret, certificate_thumbprint: Text),
    client_auth = none,
    scopes(required),
    assertion(
        alg = ps256, key = "{private_key}", header("x5t#S256" = "{certificate_thumbprint}"),
        claims(iss = "{client_id}", sub = "{client_id}", aud = "{token_url}", jti = "{uuid}"),
        lifetime = 1h,
    ),
    client_credentials(
        url = "https://login.microsoftonline.com/{tenant_id}/oauth2/v2.0/token",
        params(
            client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            client_assertion = "{assertion}",
        ),
    ),
    api = "https://graph.microsoft.com",
)]
pub struct MicrosoftCcCert;
