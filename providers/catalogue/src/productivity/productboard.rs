use oauth_runtime::oauth_provider;

/// Productboard, feedback and roadmaps of products.
///
/// Source: row `productboard` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.productboard.com/oauth2/authorize",
    token = "https://app.productboard.com/oauth2/token",
    api(base = "https://api.productboard.com", headers("x-version" = "1")),
)]
pub struct Productboard;
