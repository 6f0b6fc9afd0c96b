use oauth_runtime::oauth_provider;

/// Valley, sales outreach on LinkedIn.
///
/// Source: row `valley` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(email: Text, password: Secret),
    client_auth = none,
    refresh(
        url = "https://api.joinvalley.co/api/v1/auth/refresh-token", omit(grant_type, client_id),
    ),
    client_credentials(
        url = "https://api.joinvalley.co/api/v1/auth/get-token", place = json,
        omit(grant_type, client_id), params(email = "{email}", password = "{password}"),
    ),
    api(base = "https://api.joinvalley.co/api", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct Valley;
