use oauth_runtime::oauth_provider;

/// Workable, recruiting and personnel software.
///
/// Source: row `workable-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    scopes(delimiter = "+"),
    authorize = "https://www.workable.com/oauth/authorize",
    token = "https://www.workable.com/oauth/token",
    api(base = "https://{subdomain}.workable.com", rate_limit(reset = epoch("x-rate-limit-reset"))),
)]
pub struct Workable;
