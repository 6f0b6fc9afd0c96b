use oauth_runtime::oauth_provider;

/// Robinhood (MCP), trading account, for agents.
///
/// Source: row `robinhood-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Robinhood (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize(
        url = "https://robinhood.com/oauth",
        params(resource = "https://agent.robinhood.com/mcp/trading"),
    ),
    token = "https://api.robinhood.com/oauth2/token/",
    registration = "https://agent.robinhood.com/oauth/trading/register",
    api(base = "https://agent.robinhood.com", accept = "application/json,text/event-stream"),
)]
pub struct RobinhoodMcp;
