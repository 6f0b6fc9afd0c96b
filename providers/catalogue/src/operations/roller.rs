use oauth_runtime::oauth_provider;

/// Roller, tickets and tills of leisure venues.
///
/// Source: row `roller` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials(url = "https://api.roller.app/token", place = json, omit(grant_type)),
    api = "https://api.roller.app",
)]
pub struct Roller;
