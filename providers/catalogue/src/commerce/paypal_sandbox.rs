use oauth_runtime::oauth_provider;

/// PayPal (Sandbox), the test environment of PayPal.
///
/// Source: row `paypal-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "PayPal (Sandbox)",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://www.sandbox.paypal.com/signin/authorize",
    token = "https://api-m.sandbox.paypal.com/v1/oauth2/token",
    revoke = "https://api-m.sandbox.paypal.com/v1/oauth2/revoke",
    api = "https://api-m.sandbox.paypal.com",
)]
pub struct PaypalSandbox;
