use oauth_runtime::oauth_provider;

/// PayPal, payments and sign-in with PayPal.
///
/// Source: row `paypal` of the facts table, 2026-11.
#[oauth_provider(
    name = "PayPal",
    docs = "https://developer.paypal.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://www.paypal.com/signin/authorize",
    token = "https://api.paypal.com/v1/oauth2/token",
    api = "https://api-m.paypal.com",
)]
pub struct Paypal;
