use oauth_runtime::oauth_provider;

/// Onshape, mechanical design in the browser.
///
/// Source: row `onshape` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://oauth.onshape.com/oauth/authorize",
    token = "https://oauth.onshape.com/oauth/token",
    api = "https://cad.onshape.com"
)]
pub struct Onshape;
