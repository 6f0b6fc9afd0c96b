use oauth_runtime::oauth_provider;

/// eBay (Sandbox), the test environment of the marketplace eBay.
///
/// Source: row `ebay-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "eBay (Sandbox)",
    docs = "https://developer.ebay.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://auth.sandbox.ebay.com/oauth2/authorize",
    token(
        url = "https://api.sandbox.ebay.com/identity/v1/oauth2/token", answer(token_type = ignored),
    ),
    api = "https://api.sandbox.ebay.com",
)]
pub struct EbaySandbox;
