use oauth_runtime::oauth_provider;

/// Google Analytics, measurement of web sites and apps.
///
/// Shares the login of row `google`.
/// Source: row `google-analytics` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Analytics",
    docs = "https://developers.google.com/analytics",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://www.googleapis.com"
)]
pub struct GoogleAnalytics;
