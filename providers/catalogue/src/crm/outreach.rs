use oauth_runtime::oauth_provider;

/// Outreach, sales sequences and their results.
///
/// Source: row `outreach` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://api.outreach.io/oauth/authorize",
    token = "https://api.outreach.io/oauth/token",
    api = "https://api.outreach.io"
)]
pub struct Outreach;
