use oauth_runtime::oauth_provider;

/// Withings, scales, watches and blood-pressure monitors.
///
/// Source: row `withings` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.withings.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    rotation = single_use(grace = 8h),
    authorize = "https://account.withings.com/oauth2_user/authorize2",
    token(
        url = "https://wbsapi.withings.net/v2/oauth2", params(action = "requesttoken"),
        answer(
            success("/status" = 0), access_token = "/body/access_token",
            refresh_token = "/body/refresh_token", expires_in = "/body/expires_in",
            scope = "/body/scope", error = "status", error_description = "error",
            keep(userid = "/body/userid"),
        ),
    ),
    api = "https://wbsapi.withings.net",
)]
pub struct Withings;
