use oauth_runtime::oauth_provider;

/// Ironclad, contracts and their approval.
///
/// Source: row `ironclad` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: OneOf("na1", "demo", "eu1")),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://{subdomain}.ironcladapp.com/oauth/authorize",
    token = "https://{subdomain}.ironcladapp.com/oauth/token",
    api = "https://{subdomain}.ironcladapp.com",
)]
pub struct Ironclad;
