use oauth_runtime::oauth_provider;

/// Splitwise, shared expenses of friends.
///
/// Source: row `splitwise` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://dev.splitwise.com/",
    checked = "2026-11",
    authorize = "https://secure.splitwise.com/oauth/authorize",
    token = "https://secure.splitwise.com/oauth/token",
    api = "https://secure.splitwise.com"
)]
pub struct Splitwise;
