use oauth_runtime::oauth_provider;

/// Stripe Express, payments for platforms, with accounts that Stripe hosts.
///
/// Source: row `stripe-express` of the facts table, 2026-11.
#[oauth_provider(
    name = "Stripe Express",
    docs = "https://docs.stripe.com/",
    checked = "2026-11",
    authorize = "https://connect.stripe.com/express/oauth/authorize",
    token(
        url = "https://connect.stripe.com/oauth/token",
        answer(keep(stripe_user_id))
    ),
    api = "https://api.stripe.com"
)]
pub struct StripeExpress;
