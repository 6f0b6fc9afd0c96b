use oauth_runtime::oauth_provider;

/// Sage, bookkeeping for small businesses.
///
/// Source: row `sage` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize(
        url = "https://www.sageone.com/oauth2/auth/central",
        params(filter = "apiv3.1")
    ),
    token = "https://oauth.accounting.sage.com/token",
    api = "https://api.accounting.sage.com"
)]
pub struct Sage;
