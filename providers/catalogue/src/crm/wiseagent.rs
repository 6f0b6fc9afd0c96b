use oauth_runtime::oauth_provider;

/// Wiseagent, contacts and deals of real-estate agents.
///
/// Source: row `wiseagent` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://sync.thewiseagent.com/WiseAuth/auth",
    token(url = "https://sync.thewiseagent.com/WiseAuth/token", place = json),
    api = "https://sync.thewiseagent.com",
)]
pub struct Wiseagent;
