use oauth_runtime::oauth_provider;

/// FreeAgent, bookkeeping for freelancers.
///
/// Source: row `freeagent` of the facts table, 2026-11.
#[oauth_provider(
    name = "FreeAgent",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://api.freeagent.com/v2/approve_app",
    token = "https://api.freeagent.com/v2/token_endpoint",
    api = "https://api.freeagent.com",
)]
pub struct Freeagent;
