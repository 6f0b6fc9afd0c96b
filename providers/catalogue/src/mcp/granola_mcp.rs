use oauth_runtime::oauth_provider;

/// Granola (MCP), meeting notes, for agents.
///
/// Source: row `granola-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Granola (MCP)",
    checked = "2026-11",
    client_auth = none,
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize(
        url = "https://mcp-auth.granola.ai/oauth2/authorize",
        params(resource = "https://mcp.granola.ai/"),
    ),
    token = "https://mcp-auth.granola.ai/oauth2/token",
    registration = "https://mcp-auth.granola.ai/oauth2/register",
    api(base = "https://mcp.granola.ai", accept = "application/json,text/event-stream"),
)]
pub struct GranolaMcp;
