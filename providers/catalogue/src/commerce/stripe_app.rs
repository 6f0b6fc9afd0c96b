use oauth_runtime::oauth_provider;

/// Stripe App, apps in the dashboard of Stripe.
///
/// Source: row `stripe-app` of the facts table, 2026-11.
#[oauth_provider(
    name = "Stripe App",
    docs = "https://docs.stripe.com/",
    checked = "2026-11",
    client_auth = basic(raw, secret_only),
    pkce = none(reason = "its known clients send none"),
    lifetimes(access_token = 1h),
    authorize = "https://marketplace.stripe.com/oauth/v2/authorize",
    token = "https://api.stripe.com/v1/oauth/token",
    api = "https://api.stripe.com",
)]
pub struct StripeApp;
