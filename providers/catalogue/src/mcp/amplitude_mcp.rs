use oauth_runtime::oauth_provider;

/// Amplitude (MCP US), product analytics, for agents.
///
/// Source: row `amplitude-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Amplitude (MCP US)",
    checked = "2026-11",
    client_auth = none,
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://mcp.amplitude.com/authorize",
    token = "https://mcp.amplitude.com/token",
    registration = "https://mcp.amplitude.com/register",
    api(base = "https://mcp.amplitude.com", accept = "application/json,text/event-stream"),
)]
pub struct AmplitudeMcp;
