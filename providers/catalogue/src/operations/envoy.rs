use oauth_runtime::oauth_provider;

/// Envoy, visitors, deliveries and desks of an office.
///
/// Source: row `envoy` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.envoy.com/a/auth/v0/authorize",
    token = "https://app.envoy.com/a/auth/v0/token",
    api = "https://api.envoy.com"
)]
pub struct Envoy;
