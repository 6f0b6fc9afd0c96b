use oauth_runtime::oauth_provider;

/// Strava (Mobile), runs and rides of athletes, signed in from a phone.
///
/// Source: row `strava` of the facts table, 2026-11.
#[oauth_provider(
    name = "Strava (Mobile)",
    docs = "https://developers.strava.com/",
    checked = "2026-11",
    scopes(delimiter = ","),
    authorize(
        url = "https://www.strava.com/oauth/mobile/authorize",
        params(approval_prompt = "auto"),
    ),
    token = "https://www.strava.com/api/v3/oauth/token",
    revoke(
        url = "https://www.strava.com/oauth/deauthorize",
        names(token = "access_token")
    ),
    api = "https://www.strava.com"
)]
pub struct Strava;
