use oauth_runtime::oauth_provider;

/// Lever (Sandbox), the test environment of Lever.
///
/// Source: row `lever-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Lever (Sandbox)",
    checked = "2026-11",
    authorize(
        url = "https://sandbox-lever.auth0.com/authorize",
        params(prompt = "consent", audience = "https://api.sandbox.lever.co/v1/"),
    ),
    token = "https://sandbox-lever.auth0.com/oauth/token",
    api = "https://api.sandbox.lever.co"
)]
pub struct LeverSandbox;
