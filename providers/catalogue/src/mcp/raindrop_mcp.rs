use oauth_runtime::oauth_provider;

/// Raindrop (MCP), monitoring of AI products, for agents.
///
/// Source: row `raindrop-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Raindrop (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize(
        url = "https://auth.raindrop.ai/oauth/2.1/authorize",
        params(resource = "https://mcp.raindrop.ai/mcp"),
    ),
    token = "https://auth.raindrop.ai/oauth/2.1/token",
    registration = "https://auth.raindrop.ai/oauth/2.1/register",
    api(base = "https://mcp.raindrop.ai", accept = "application/json,text/event-stream"),
)]
pub struct RaindropMcp;
