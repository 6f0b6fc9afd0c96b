use oauth_runtime::oauth_provider;

/// TapClicks, reports over marketing channels.
///
/// Source: row `tapclicks` of the facts table, 2026-11.
#[oauth_provider(
    name = "TapClicks",
    checked = "2026-11",
    client_credentials = "https://api.tapclicks.com/oauth/accesstoken",
    api = "https://api.tapclicks.com/v2"
)]
pub struct Tapclicks;
