use oauth_runtime::oauth_provider;

/// Tableau, charts from data, by a personal access token.
///
/// Source: row `tableau` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://help.tableau.com/current/api/rest_api/en-us/REST/rest_api.htm",
    checked = "2026-11",
    vars(
        hostname: Host, version: PathSegment, pat: Text, secret: Secret, content_url: Option<Text>,
    ),
    client_auth = none,
    client_credentials(
        url = "https://{hostname}/api/{version}/auth/signin", place = json,
        omit(grant_type, client_id),
        params(
            credentials(
                personalAccessTokenName = "{pat}", personalAccessTokenSecret = "{secret}",
                site(contentUrl = "{content_url}"),
            ),
        ),
        answer(
            access_token = "/credentials/token",
            expires_in("/credentials/estimatedTimeToExpiration", clock),
        ),
    ),
    api(base = "https://{hostname}/api/{version}", bearer(header("x-tableau-auth"))),
)]
pub struct Tableau;
