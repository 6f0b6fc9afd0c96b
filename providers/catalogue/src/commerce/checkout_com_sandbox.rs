use oauth_runtime::oauth_provider;

/// Checkout.com (Sandbox), the test environment of Checkout.com.
///
/// Source: row `checkout-com-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Checkout.com (Sandbox)",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://access.sandbox.checkout.com/connect/token",
    api = "https://api.sandbox.checkout.com",
)]
pub struct CheckoutComSandbox;
