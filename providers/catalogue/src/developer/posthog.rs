use oauth_runtime::oauth_provider;

/// PostHog, product analytics and feature flags.
///
/// Source: row `posthog-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "PostHog",
    checked = "2026-11",
    vars(subdomain: OneOf(Us = "us", UsIngestion = "us.i", Eu = "eu", EuIngestion = "eu.i")),
    client_auth = none,
    authorize = "https://oauth.posthog.com/oauth/authorize/",
    token = "https://oauth.posthog.com/oauth/token/",
    api = "https://{subdomain}.posthog.com",
)]
pub struct Posthog;
