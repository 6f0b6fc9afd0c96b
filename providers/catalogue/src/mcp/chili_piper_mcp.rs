use oauth_runtime::oauth_provider;

/// Chili Piper (MCP), meeting routing for sales teams, for agents.
///
/// Source: row `chili-piper-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Chili Piper (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://fire.chilipiper.com/api/fire-edge/v1/oauth/authorize",
    token = "https://fire.chilipiper.com/api/fire-edge/v1/oauth/token",
    registration = "https://fire.chilipiper.com/api/fire-edge/v1/oauth/register",
    api(
        base = "https://fire.chilipiper.com/api/fire-edge/v1/org/mcp",
        accept = "application/json,text/event-stream",
    ),
)]
pub struct ChiliPiperMcp;
