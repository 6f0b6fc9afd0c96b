use oauth_runtime::oauth_provider;

/// Kno Commerce, surveys after a purchase.
///
/// Source: row `kno-commerce` of the facts table, 2026-11.
#[oauth_provider(
    name = "Kno Commerce",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials(url = "https://app-api.knocommerce.com/api/oauth2/token", place = query),
    api = "https://app-api.knocommerce.com",
)]
pub struct KnoCommerce;
