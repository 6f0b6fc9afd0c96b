use oauth_runtime::oauth_provider;

/// Stripe App (Sandbox), apps in the dashboard of Stripe, before they are published.
///
/// Source: row `stripe-app-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Stripe App (Sandbox)",
    checked = "2026-11",
    vars(app_domain: PathSegment),
    client_auth = basic(raw, secret_only),
    pkce = none(reason = "its known clients send none"),
    lifetimes(access_token = 1h),
    authorize = "https://marketplace.stripe.com/oauth/v2/{app_domain}/authorize",
    token = "https://api.stripe.com/v1/oauth/token",
    api = "https://api.stripe.com",
)]
pub struct StripeAppSandbox;
