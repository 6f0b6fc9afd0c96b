use oauth_runtime::oauth_provider;

/// Checkout.com, card payments and payouts.
///
/// Source: row `checkout-com` of the facts table, 2026-11.
#[oauth_provider(
    name = "Checkout.com",
    docs = "https://www.checkout.com/docs/",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://access.checkout.com/connect/token",
    api = "https://api.checkout.com",
)]
pub struct CheckoutCom;
