use oauth_runtime::oauth_provider;

/// Teamleader Focus, customers, projects and invoices of small companies.
///
/// Source: row `teamleader` of the facts table, 2026-11.
#[oauth_provider(
    name = "Teamleader Focus",
    checked = "2026-11",
    authorize = "https://focus.teamleader.eu/oauth2/authorize",
    token = "https://focus.teamleader.eu/oauth2/access_token",
    api(base = "https://api.focus.teamleader.eu", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct Teamleader;
