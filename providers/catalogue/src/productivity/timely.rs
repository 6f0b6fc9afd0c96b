use oauth_runtime::oauth_provider;

/// Timely, time tracking without timers.
///
/// Source: row `timely` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://api.timelyapp.com/1.1/oauth/authorize",
    token = "https://api.timelyapp.com/1.1/oauth/token",
    api = "https://api.timelyapp.com",
)]
pub struct Timely;
