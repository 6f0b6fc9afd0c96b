use oauth_runtime::oauth_provider;

/// Workday Adaptive Planning, budgets and forecasts.
///
/// Source: row `workday-adaptive-planning` of the facts table, 2026-11.
#[oauth_provider(
    name = "Workday Adaptive Planning",
    checked = "2026-11",
    vars(host: Host, tenant: PathSegment, isu: Text, private_key: Secret),
    client_auth = none,
    assertion(
        alg = rs256, key = "{private_key}", header(typ = "JWT"),
        claims(iss = "{client_id}", sub = "{isu}", aud = "wd"), lifetime = 5m,
    ),
    client_credentials(
        url = "https://{host}/ccx/oauth2/{tenant}/token", omit(client_id),
        params(
            grant_type = "urn:ietf:params:oauth:grant-type:jwt-bearer", assertion = "{assertion}",
        ),
        then(
            planning(
                url = "https://{host}/ccx/api/planning/v1/{tenant}/adaptiveAPIAccessToken",
                method = get, bearer, answer(access_token = "adaptiveAPIAccessToken"),
            ),
        ),
    ),
    api = "https://api.adaptiveplanning.com",
)]
pub struct WorkdayAdaptivePlanning;
