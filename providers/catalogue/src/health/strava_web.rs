use oauth_runtime::oauth_provider;

/// Strava (Web), runs and rides of athletes, signed in from a browser.
///
/// Source: row `strava-web` of the facts table, 2026-11.
#[oauth_provider(
    name = "Strava (Web)",
    docs = "https://developers.strava.com/",
    checked = "2026-11",
    scopes(delimiter = ","),
    authorize(
        url = "https://www.strava.com/oauth/authorize",
        params(approval_prompt = "force")
    ),
    token = "https://www.strava.com/api/v3/oauth/token",
    revoke(
        url = "https://www.strava.com/oauth/deauthorize",
        names(token = "access_token")
    ),
    api = "https://www.strava.com"
)]
pub struct StravaWeb;
