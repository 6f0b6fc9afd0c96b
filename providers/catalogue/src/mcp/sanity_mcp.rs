use oauth_runtime::oauth_provider;

/// Sanity (MCP), structured content, for agents.
///
/// Source: row `sanity-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sanity (MCP)",
    checked = "2026-11",
    client_auth = none,
    scopes(Global = "global", default(Global)),
    authorize(url = "https://mcp.sanity.io/authorize", params(resource = "https://mcp.sanity.io")),
    token = "https://mcp.sanity.io/token",
    registration(
        url = "https://mcp.sanity.io/register",
        params(response_types = ["code"], grant_types = ["authorization_code", "refresh_token"]),
    ),
    api(base = "https://mcp.sanity.io", accept = "application/json,text/event-stream"),
)]
pub struct SanityMcp;
