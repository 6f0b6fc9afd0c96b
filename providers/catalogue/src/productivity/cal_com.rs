use oauth_runtime::oauth_provider;

/// Cal.com, booking pages for meetings.
///
/// Source: row `cal-com-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "Cal.com",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://app.cal.com/auth/oauth2/authorize",
    token(url = "https://api.cal.com/v2/auth/oauth2/token", place = json),
    api(base = "https://api.cal.com", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct CalCom;
