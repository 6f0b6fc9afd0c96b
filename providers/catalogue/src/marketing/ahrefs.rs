use oauth_runtime::oauth_provider;

/// Ahrefs, search-engine research: backlinks, keywords, rankings.
///
/// Source: row `ahrefs` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.ahrefs.com/web/oauth/authorize",
    token = "https://ahrefs.com/oauth/token",
    api = "https://api.ahrefs.com"
)]
pub struct Ahrefs;
