use oauth_runtime::oauth_provider;

/// Etsy, marketplace for things made by hand.
///
/// Source: row `etsy` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.etsy.com/",
    checked = "2026-11",
    authorize = "https://www.etsy.com/oauth/connect",
    token = "https://api.etsy.com/v3/public/oauth/token",
    api(base = "https://api.etsy.com", headers("x-api-key" = "{client_id}:{client_secret}")),
)]
pub struct Etsy;
