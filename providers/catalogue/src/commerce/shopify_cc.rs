use oauth_runtime::oauth_provider;

/// Shopify (Client Credentials), online shops, called by an app of the shop itself.
///
/// Source: row `shopify-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Shopify (Client Credentials)",
    docs = "https://shopify.dev/",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_credentials = "https://{subdomain}.myshopify.com/admin/oauth/access_token",
    api(base = "https://{subdomain}.myshopify.com", bearer(header("x-shopify-access-token"))),
)]
pub struct ShopifyCc;
