use oauth_runtime::oauth_provider;

/// Circleback (MCP), meeting notes, for agents.
///
/// Source: row `circleback-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Circleback (MCP)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://app.circleback.ai/api/oauth/authorize",
    token = "https://app.circleback.ai/api/oauth/access-token",
    registration = "https://app.circleback.ai/api/oauth/register",
    api(base = "https://app.circleback.ai/api", accept = "application/json,text/event-stream"),
)]
pub struct CirclebackMcp;
