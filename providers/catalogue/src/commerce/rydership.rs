use oauth_runtime::oauth_provider;

/// RyderShip, warehousing and shipping for online shops.
///
/// Source: row `rydership` of the facts table, 2026-11.
#[oauth_provider(
    name = "RyderShip",
    checked = "2026-11",
    vars(environment: OneOf(Production = "www.getwhiplash.com", Sandbox = "sandbox.whiplash.app")),
    authorize = "https://{environment}/oauth/authorize",
    token = "https://{environment}/oauth/token",
    api = "https://{environment}/api",
)]
pub struct Rydership;
