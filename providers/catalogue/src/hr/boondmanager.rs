use oauth_runtime::oauth_provider;

/// BoondManager, staffing and projects of consulting firms.
///
/// Source: row `boondmanager` of the facts table, 2026-11.
#[oauth_provider(
    name = "BoondManager",
    checked = "2026-11",
    authorize = "https://ui.boondmanager.com/api/oauth2/authorize",
    token = "https://ui.boondmanager.com/api/oauth2/token",
    api = "https://ui.boondmanager.com/api"
)]
pub struct Boondmanager;
