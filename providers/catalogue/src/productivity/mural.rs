use oauth_runtime::oauth_provider;

/// Mural, whiteboards for workshops.
///
/// Source: row `mural` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.mural.co/api/public/v1/authorization/oauth2",
    token = "https://app.mural.co/api/public/v1/authorization/oauth2/token",
    api = "https://app.mural.co"
)]
pub struct Mural;
