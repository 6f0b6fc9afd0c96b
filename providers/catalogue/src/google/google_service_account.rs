use oauth_runtime::oauth_provider;

/// Google Service Account, APIs of Google, called by an account that is no person.
///
/// Source: row `google-service-account` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Service Account",
    docs = "https://developers.google.com/identity/protocols/oauth2/service-account",
    checked = "2026-11",
    vars(
        service_account_email_address: Text, private_key: Secret,
        delegated_access_email_address: Option<Text>,
    ),
    client_auth = none,
    scopes(required),
    assertion(
        alg = rs256, key = "{private_key}", header(typ = "JWT"),
        claims(
            iss = "{service_account_email_address}", scope = "{scope}",
            aud = "https://oauth2.googleapis.com/token", sub = "{delegated_access_email_address}",
        ),
        lifetime = 1h,
    ),
    client_credentials(
        url = "https://oauth2.googleapis.com/token", omit(client_id, scope),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion = "{assertion}",
        ),
    ),
    api = "https://www.googleapis.com",
)]
pub struct GoogleServiceAccount;
