use oauth_runtime::oauth_provider;

/// Superhuman (MCP), mail, for agents.
///
/// Source: row `superhuman-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Superhuman (MCP)",
    checked = "2026-11",
    client_auth = none,
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://mcp.auth.mail.superhuman.com/oauth2/authorize",
    token = "https://mcp.auth.mail.superhuman.com/oauth2/token",
    registration = "https://mcp.auth.mail.superhuman.com/oauth2/register",
    api(base = "https://mcp.mail.superhuman.com", accept = "application/json,text/event-stream"),
)]
pub struct SuperhumanMcp;
