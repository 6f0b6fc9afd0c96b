use oauth_runtime::oauth_provider;

/// Slack (MCP), chat of teams, for agents.
///
/// Source: row `slack-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Slack (MCP)",
    checked = "2026-11",
    scopes(delimiter = ","),
    authorize = "https://slack.com/oauth/v2_user/authorize",
    token(
        url = "https://slack.com/api/oauth.v2.user.access",
        answer(
            success("/ok" = true), access_token = ["access_token", "/authed_user/access_token"],
            refresh_token = ["refresh_token", "/authed_user/refresh_token"],
            expires_in = ["expires_in", "/authed_user/expires_in"],
            scope = ["scope", "/authed_user/scope"],
        ),
    ),
    api(base = "https://mcp.slack.com", accept = "application/json,text/event-stream"),
)]
pub struct SlackMcp;
