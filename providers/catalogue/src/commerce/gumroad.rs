use oauth_runtime::oauth_provider;

/// Gumroad, sales of digital products by their makers.
///
/// Source: row `gumroad` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://gumroad.com/api",
    checked = "2026-11",
    authorize = "https://gumroad.com/oauth/authorize",
    token = "https://api.gumroad.com/oauth/token",
    api = "https://api.gumroad.com"
)]
pub struct Gumroad;
