use oauth_runtime::oauth_provider;

/// Trustpilot, reviews of companies.
///
/// Source: row `trustpilot` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://authenticate.trustpilot.com",
    token = "https://api.trustpilot.com/v1/oauth/oauth-business-users-for-applications/accesstoken",
    refresh(
        url = "https://api.trustpilot.com/v1/oauth/oauth-business-users-for-applications/refresh",
    ),
    api = "https://api.trustpilot.com",
)]
pub struct Trustpilot;
