use oauth_runtime::oauth_provider;

/// Breezy HR, recruiting and candidate tracking.
///
/// Source: row `breezy-hr` of the facts table, 2026-11.
#[oauth_provider(
    name = "Breezy HR",
    checked = "2026-11",
    vars(email: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.breezy.hr/v3/signin", place = json, omit(grant_type, client_id),
        params(email = "{email}", password = "{password}"),
    ),
    api(
        base = "https://api.breezy.hr", bearer(header("authorization")),
        rate_limit(reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct BreezyHr;
