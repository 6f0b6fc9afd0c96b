use oauth_runtime::oauth_provider;

/// Stripe Connect, payments for platforms, with accounts of their own.
///
/// Source: row `stripe` of the facts table, 2026-11.
#[oauth_provider(
    name = "Stripe Connect",
    docs = "https://docs.stripe.com/",
    checked = "2026-11",
    authorize = "https://connect.stripe.com/oauth/authorize",
    token = "https://connect.stripe.com/oauth/token",
    api = "https://api.stripe.com"
)]
pub struct Stripe;
