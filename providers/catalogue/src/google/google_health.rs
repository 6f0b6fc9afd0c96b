use oauth_runtime::oauth_provider;

/// Google Health, health and fitness data at Google.
///
/// Shares the login of row `google`.
/// Source: row `google-health` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Health",
    checked = "2026-11",
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://oauth2.googleapis.com/token",
    revoke = "https://oauth2.googleapis.com/revoke",
    api = "https://health.googleapis.com"
)]
pub struct GoogleHealth;
