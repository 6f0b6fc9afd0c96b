use oauth_runtime::oauth_provider;

/// Lovable (MCP), applications built in conversation, for agents.
///
/// Source: row `lovable-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Lovable (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://lovable.dev/oauth/authorize",
    token = "https://lovable.dev/oauth/token",
    api(base = "https://mcp.lovable.dev", accept = "application/json,text/event-stream"),
)]
pub struct LovableMcp;
