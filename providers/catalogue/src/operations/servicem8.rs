use oauth_runtime::oauth_provider;

/// ServiceM8, jobs and invoices of trades.
///
/// Source: row `servicem8` of the facts table, 2026-11.
#[oauth_provider(
    name = "ServiceM8",
    checked = "2026-11",
    authorize = "https://go.servicem8.com/oauth/authorize",
    token = "https://go.servicem8.com/oauth/access_token",
    api = "https://api.servicem8.com"
)]
pub struct Servicem8;
