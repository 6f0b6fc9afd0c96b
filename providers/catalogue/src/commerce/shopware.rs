use oauth_runtime::oauth_provider;

/// Shopware (Admin API), online shops on a host of the customer.
///
/// Source: row `shopware` of the facts table, 2026-11.
#[oauth_provider(
    name = "Shopware (Admin API)",
    checked = "2026-11",
    vars(shopware_url: Host),
    client_credentials(url = "https://{shopware_url}/api/oauth/token", place = json),
    api = "https://{shopware_url}/api",
)]
pub struct Shopware;
