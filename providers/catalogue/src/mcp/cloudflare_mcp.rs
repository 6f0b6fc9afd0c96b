use oauth_runtime::oauth_provider;

/// Cloudflare (MCP), a server of tools for agents, run by a customer of Cloudflare.
///
/// Source: row `cloudflare-mcp` of the facts table, 2026-11.
/// Every such server says for itself which authorization server it trusts (RFC 9728), so that no
/// declaration can name the endpoints.
/// Differs from the row: authorize: the endpoints of the authorization server are tenant values.
/// Differs from the row: token: as `authorize`.
#[oauth_provider(
    name = "Cloudflare (MCP)",
    docs = "https://developers.cloudflare.com/agents/model-context-protocol/",
    checked = "2026-11",
    vars(mcp_server_url: Url, authorization_endpoint: Url, token_endpoint: Url),
    client_auth = none,
    authorize = "{authorization_endpoint}",
    token = "{token_endpoint}",
    api(base = "{mcp_server_url}", accept = "application/json,text/event-stream"),
)]
pub struct CloudflareMcp;
