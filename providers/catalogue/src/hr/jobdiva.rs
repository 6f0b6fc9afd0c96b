use oauth_runtime::oauth_provider;

/// JobDiva, applicant tracking for staffing firms.
///
/// Source: row `jobdiva` of the facts table, 2026-11.
#[oauth_provider(
    name = "JobDiva",
    checked = "2026-11",
    vars(username: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.jobdiva.com/apiv2/authenticate", method = get,
        reason = "the vendor reads the query only", names(client_id = "clientid"), omit(grant_type),
        params(username = "{username}", password = "{password}"),
        answer(format = text, access_token = body),
    ),
    api = "https://api.jobdiva.com",
)]
pub struct Jobdiva;
