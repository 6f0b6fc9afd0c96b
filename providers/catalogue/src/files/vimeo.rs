use oauth_runtime::oauth_provider;

/// Vimeo, video hosting.
///
/// Source: row `vimeo` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.vimeo.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://api.vimeo.com/oauth/authorize",
    token = "https://api.vimeo.com/oauth/access_token",
    api = "https://api.vimeo.com",
)]
pub struct Vimeo;
