use oauth_runtime::oauth_provider;

/// FreshBooks, invoices and bookkeeping for small businesses.
///
/// Source: row `freshbooks` of the facts table, 2026-11.
#[oauth_provider(
    name = "FreshBooks",
    docs = "https://www.freshbooks.com/api/",
    checked = "2026-11",
    authorize = "https://auth.freshbooks.com/oauth/authorize",
    token = "https://api.freshbooks.com/auth/oauth/token",
    api = "https://api.freshbooks.com"
)]
pub struct Freshbooks;
