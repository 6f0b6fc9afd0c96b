use oauth_runtime::oauth_provider;

/// Deel (Sandbox), the test environment of Deel.
///
/// Source: row `deel-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "Deel (Sandbox)",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://demo.deel.com/oauth2/authorize",
    token = "https://demo.deel.com/oauth2/tokens",
    api = "https://api-sandbox.demo.deel.com",
)]
pub struct DeelSandbox;
