use oauth_runtime::oauth_provider;

/// Attio, customer records that shape themselves to the team.
///
/// Source: row `attio` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.attio.com/",
    checked = "2026-11",
    authorize = "https://app.attio.com/authorize",
    token = "https://app.attio.com/oauth/token",
    learn(workspace(url = "https://api.attio.com/v2/self", answer(keep(workspace_id)))),
    api = "https://api.attio.com"
)]
pub struct Attio;
