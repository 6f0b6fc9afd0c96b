use oauth_runtime::oauth_provider;

/// Yahoo, sign-in and data of Yahoo users.
///
/// Source: row `yahoo` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.yahoo.com/",
    checked = "2026-11",
    vars(api_domain: Host),
    authorize = "https://api.login.yahoo.com/oauth2/request_auth",
    token = "https://api.login.yahoo.com/oauth2/get_token",
    api = "https://{api_domain}",
)]
pub struct Yahoo;
