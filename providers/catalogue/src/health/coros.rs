use oauth_runtime::oauth_provider;

/// Coros, training and sleep, measured by a watch.
///
/// Source: row `coros` of the facts table, 2026-11.
/// A refresh answers no token: it gives the old one another 30 days.
#[oauth_provider(
    checked = "2026-11",
    origin = "https://open.coros.com",
    lifetimes(access_token = 30d),
    answer(success("/result" = "0000"), error = "result", error_description = "message"),
    authorize = "/oauth2/authorize",
    token(url = "/oauth2/accesstoken", answer(keep(open_id = "openId"))),
    refresh(url = "/oauth2/refresh-token", answer(keeps_token)),
    api = "https://open.coros.com",
)]
pub struct Coros;
