use oauth_runtime::oauth_provider;

/// CrowdStrike, protection of computers against attacks.
///
/// Source: row `crowdstrike` of the facts table, 2026-11.
#[oauth_provider(
    name = "CrowdStrike",
    checked = "2026-11",
    vars(base_url: Host("*.crowdstrike.com", "*.crowdstrike.mil")),
    client_credentials = "https://{base_url}/oauth2/token",
    api(base = "https://{base_url}", rate_limit(reset = delay("x-ratelimit-retryafter"))),
)]
pub struct Crowdstrike;
