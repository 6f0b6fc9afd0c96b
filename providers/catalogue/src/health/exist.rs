use oauth_runtime::oauth_provider;

/// Exist, personal tracking of habits and moods.
///
/// Source: row `exist` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://exist.io/oauth2/authorize",
    token = "https://exist.io/oauth2/access_token",
    api = "https://exist.io"
)]
pub struct Exist;
