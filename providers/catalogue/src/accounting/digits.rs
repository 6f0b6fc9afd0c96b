use oauth_runtime::oauth_provider;

/// Digits, bookkeeping for small companies.
///
/// Source: row `digits` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://connect.digits.com/v1/oauth/authorize",
    token(url = "https://connect.digits.com/v1/oauth/token", place = json),
    api = "https://connect.digits.com",
)]
pub struct Digits;
