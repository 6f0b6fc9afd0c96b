use oauth_runtime::oauth_provider;

/// Canva (MCP), graphic design, for agents.
///
/// Source: row `canva-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Canva (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://mcp.canva.com/authorize",
    token = "https://mcp.canva.com/token",
    registration = "https://mcp.canva.com/register",
    api(base = "https://mcp.canva.com", accept = "application/json,text/event-stream"),
)]
pub struct CanvaMcp;
