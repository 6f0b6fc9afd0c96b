use oauth_runtime::oauth_provider;

/// Eventbrite, tickets and registration for events.
///
/// Source: row `eventbrite` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.eventbrite.com/platform/",
    checked = "2026-11",
    authorize = "https://www.eventbrite.com/oauth/authorize",
    token = "https://www.eventbrite.com/oauth/token",
    api = "https://www.eventbriteapi.com"
)]
pub struct Eventbrite;
