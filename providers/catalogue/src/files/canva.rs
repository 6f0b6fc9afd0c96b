use oauth_runtime::oauth_provider;

/// Canva, graphic design in the browser.
///
/// Source: row `canva` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.canva.dev/docs/connect/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://www.canva.com/api/oauth/authorize",
    token = "https://api.canva.com/rest/v1/oauth/token",
    api = "https://api.canva.com",
)]
pub struct Canva;
