use oauth_runtime::oauth_provider;

/// Miro, whiteboards for teams.
///
/// Source: row `miro` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.miro.com/",
    checked = "2026-11",
    authorize = "https://miro.com/oauth/authorize",
    token = "https://api.miro.com/v1/oauth/token",
    api = "https://api.miro.com"
)]
pub struct Miro;
