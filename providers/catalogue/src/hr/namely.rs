use oauth_runtime::oauth_provider;

/// Namely, personnel, payroll and benefits.
///
/// Source: row `namely` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(company: DnsLabel),
    authorize = "https://{company}.namely.com/api/v1/oauth2/authorize",
    token = "https://{company}.namely.com/api/v1/oauth2/token",
    api = "https://{company}.namely.com/api",
)]
pub struct Namely;
