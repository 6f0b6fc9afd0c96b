use oauth_runtime::oauth_provider;

/// Supabase (MCP OAuth), hosted Postgres projects, for agents.
///
/// Source: row `supabase-mcp-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "Supabase (MCP OAuth)",
    checked = "2026-11",
    client_auth = none,
    authorize = "https://api.supabase.com/v1/oauth/authorize",
    token = "https://api.supabase.com/v1/oauth/token",
    registration = "https://api.supabase.com/platform/oauth/apps/register",
    api(base = "https://mcp.supabase.com", accept = "application/json,text/event-stream"),
)]
pub struct SupabaseMcp;
