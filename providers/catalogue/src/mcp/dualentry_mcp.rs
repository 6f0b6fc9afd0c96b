use oauth_runtime::oauth_provider;

/// DualEntry (MCP), accounting, for agents.
///
/// Source: row `dualentry-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "DualEntry (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://api.dualentry.com/mcp/authorize",
    token = "https://api.dualentry.com/mcp/token",
    registration = "https://api.dualentry.com/mcp/register",
    api = "https://api.dualentry.com",
)]
pub struct DualentryMcp;
