use oauth_runtime::oauth_provider;

/// Zenefits, personnel, payroll and benefits of small companies.
///
/// Source: row `zenefits` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://secure.zenefits.com/oauth2/platform-authorize",
    token = "https://secure.zenefits.com/oauth2/token",
    api = "https://api.zenefits.com"
)]
pub struct Zenefits;
