use oauth_runtime::oauth_provider;

/// FreeAgent (Sandbox), the test environment of FreeAgent.
///
/// Source: row `freeagent-sandbox` of the facts table, 2026-11.
#[oauth_provider(
    name = "FreeAgent (Sandbox)",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://api.sandbox.freeagent.com/v2/approve_app",
    token = "https://api.sandbox.freeagent.com/v2/token_endpoint",
    api = "https://api.sandbox.freeagent.com",
)]
pub struct FreeagentSandbox;
