use oauth_runtime::oauth_provider;

/// Simpro, jobs and stock of trade contractors.
///
/// Source: row `simpro` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(build: DnsLabel),
    authorize = "https://{build}.simprosuite.com/oauth2/login",
    token = "https://{build}.simprosuite.com/oauth2/token",
    api = "https://{build}.simprosuite.com",
)]
pub struct Simpro;
