use oauth_runtime::oauth_provider;

/// Attio (MCP), customer records, for agents.
///
/// Source: row `attio-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Attio (MCP)",
    checked = "2026-11",
    client_auth = none,
    scopes(delimiter = "+", raw),
    authorize(
        url = "https://app.attio.com/oidc/authorize",
        params(resource = "https://mcp.attio.com/mcp"),
    ),
    token = "https://app.attio.com/oidc/token",
    registration(
        url = "https://app.attio.com/oauth/register",
        params(response_types = ["code"], grant_types = ["authorization_code", "refresh_token"]),
    ),
    api(base = "https://mcp.attio.com", accept = "application/json,text/event-stream"),
)]
pub struct AttioMcp;
