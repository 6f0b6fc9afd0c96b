use oauth_runtime::oauth_provider;

/// Tripletex, bookkeeping for companies in Norway.
///
/// Source: row `tripletex` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.tripletex.no/",
    checked = "2026-11",
    vars(
        environment: OneOf(Live = "tripletex.no", Test = "api-test.tripletex.tech"),
        proxy_company_id: Text = "0", consumer_token: Secret, employee_token: Secret,
    ),
    client_auth = none,
    lifetimes(access_token = 5d),
    client_credentials(
        url = "https://{environment}/v2/token/session/:create", place = json,
        omit(grant_type, client_id),
        params(
            consumerToken = "{consumer_token}", employeeToken = "{employee_token}",
            expirationDate = "{now('YYYY-MM-DD', 7d)}",
        ),
        answer(access_token = "/value/token", expires = fixed),
    ),
    api(
        base = "https://{environment}", bearer(none),
        headers("authorization" = "Basic {base64(proxy_company_id + ':' + access_token)}"),
        rate_limit(reset = delay("x-rate-limit-reset")),
    ),
)]
pub struct Tripletex;
