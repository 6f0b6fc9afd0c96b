use oauth_runtime::oauth_provider;

/// Google Ads, advertising campaigns at Google.
///
/// Shares the login of row `google`.
/// Source: row `google-ads` of the facts table, 2026-11.
#[oauth_provider(
    name = "Google Ads",
    docs = "https://developers.google.com/google-ads/api/docs/",
    checked = "2026-11",
    vars(developer_token: Secret, login_customer_id: Option<Text>),
    authorize(
        url = "https://accounts.google.com/o/oauth2/v2/auth",
        params(access_type = "offline", prompt = "consent"),
    ),
    token = "https://www.googleapis.com/oauth2/v3/token",
    api(
        base = "https://googleads.googleapis.com",
        headers(
            "developer-token" = "{developer_token}", "login-customer-id" = "{login_customer_id}",
        ),
    ),
)]
pub struct GoogleAds;
