use oauth_runtime::oauth_provider;

/// Linear (MCP), issues and roadmaps, for agents.
///
/// Source: row `linear-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Linear (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://mcp.linear.app/authorize",
    token = "https://mcp.linear.app/token",
    registration = "https://mcp.linear.app/register",
)]
pub struct LinearMcp;
