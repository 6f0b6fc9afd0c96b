use oauth_runtime::oauth_provider;

/// Front, shared inboxes for teams.
///
/// Source: row `front` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://dev.frontapp.com/",
    checked = "2026-11",
    authorize = "https://app.frontapp.com/oauth/authorize",
    token = "https://app.frontapp.com/oauth/token",
    api = "https://api2.frontapp.com"
)]
pub struct Front;
