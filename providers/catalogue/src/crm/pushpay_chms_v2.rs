use oauth_runtime::oauth_provider;

/// Pushpay ChMS (v2), members and groups of churches.
///
/// Source: row `pushpay-chms-v2` of the facts table, 2026-11.
#[oauth_provider(
    name = "Pushpay ChMS (v2)",
    checked = "2026-11",
    vars(subdomain: Text),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://oauth.ccbchurch.com/oauth/authorize", params(subdomain = "{subdomain}"),
    ),
    token(url = "https://api.ccbchurch.com/oauth/token", place = json),
    api(base = "https://api.ccbchurch.com", accept = "application/vnd.ccbchurch.v2+json"),
)]
pub struct PushpayChmsV2;
