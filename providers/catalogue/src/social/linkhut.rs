use oauth_runtime::oauth_provider;

/// LinkHut, social bookmarks.
///
/// Source: row `linkhut` of the facts table, 2026-11.
#[oauth_provider(
    name = "LinkHut",
    checked = "2026-11",
    authorize = "https://ln.ht/_/oauth/authorize",
    token = "https://api.ln.ht/v1/oauth/token",
    api = "https://api.ln.ht"
)]
pub struct Linkhut;
