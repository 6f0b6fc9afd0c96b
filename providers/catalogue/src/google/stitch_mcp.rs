use oauth_runtime::oauth_provider;

/// Stitch (MCP), interface design by Google, for agents.
///
/// Shares the login of row `google`.
/// Source: row `stitch-mcp` of the facts table, 2026-11.
#[oauth_provider(
    name = "Stitch (MCP)",
    checked = "2026-11",
    vars(project_id: Text),
    scopes(
        CloudPlatform = "https://www.googleapis.com/auth/cloud-platform", default(CloudPlatform),
    ),
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api(base = "https://stitch.googleapis.com", headers("x-goog-user-project" = "{project_id}")),
)]
pub struct StitchMcp;
