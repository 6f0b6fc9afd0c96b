use oauth_runtime::oauth_provider;

/// Ramp (Sandbox), the test environment of Ramp.
///
/// Source: row `ramp-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Ramp (Sandbox)",
    checked = "2026-11",
    client_auth = basic,
    authorize = "https://demo.ramp.com/v1/authorize",
    token = "https://demo-api.ramp.com/developer/v1/token",
    api = "https://demo-api.ramp.com",
)]
pub struct RampSandbox;
