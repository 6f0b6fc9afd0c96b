use oauth_runtime::oauth_provider;

/// Valley (OAuth), outreach to possible customers.
///
/// Source: row `valley` of the facts table, 2026-11.
#[oauth_provider(
    name = "Valley (OAuth)",
    checked = "2026-11",
    vars(email: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.joinvalley.co/api/v1/auth/get-token", place = json,
        omit(grant_type, client_id), params(email = "{email}", password = "{password}"),
    ),
    refresh(
        url = "https://api.joinvalley.co/api/v1/auth/refresh-token",
        omit(grant_type, client_id, "email", "password"),
    ),
    api(
        base = "https://api.joinvalley.co/api",
        rate_limit(reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct Valley;
