use oauth_runtime::oauth_provider;

/// Greenhouse, recruiting and interviews.
///
/// Source: row `greenhouse` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(resource: DnsLabel),
    authorize = "https://api.greenhouse.io/oauth/authorize",
    token = "https://api.greenhouse.io/oauth/token",
    api = "https://{resource}.greenhouse.io",
)]
pub struct Greenhouse;
