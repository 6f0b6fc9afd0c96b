use oauth_runtime::oauth_provider;

/// WordPress, web sites hosted at WordPress.com.
///
/// Source: row `wordpress` of the facts table, 2026-11.
#[oauth_provider(
    name = "WordPress",
    docs = "https://developer.wordpress.com/",
    checked = "2026-11",
    authorize = "https://public-api.wordpress.com/oauth2/authorize",
    token = "https://public-api.wordpress.com/oauth2/token",
    api = "https://public-api.wordpress.com/rest/v1"
)]
pub struct Wordpress;
