use oauth_runtime::oauth_provider;

/// Zoho Calendar, calendars at Zoho.
///
/// Shares the login of row `zoho`.
/// Source: row `zoho-calendar` of the facts table, 2026-11.
#[oauth_provider(
    name = "Zoho Calendar",
    checked = "2026-11",
    vars(extension: Option<OneOf(
        Com = "com", Eu = "eu", In = "in", ComAu = "com.au", ComCn = "com.cn", Jp = "jp",
    )>),
    authorize(
        url = "https://accounts.zoho.{extension}/oauth/v2/auth",
        fallback = "https://accounts.zoho.com/oauth/v2/auth",
        params(prompt = "consent", access_type = "offline"),
    ),
    callback(keep(accounts_server: Origin(
        "accounts.zoho.com", "accounts.zoho.eu", "accounts.zoho.in", "accounts.zoho.com.au",
        "accounts.zoho.com.cn", "accounts.zoho.jp",
    ) = "accounts-server")),
    token(
        url = "https://accounts.zoho.{extension}/oauth/v2/token",
        fallback = "{callback.accounts_server}/oauth/v2/token",
        answer(keep(api_domain: Url(
            "www.zohoapis.com", "www.zohoapis.eu", "www.zohoapis.in", "www.zohoapis.com.au",
            "www.zohoapis.com.cn", "www.zohoapis.jp",
        ))),
    ),
    api = "https://calendar.zoho.com/api",
)]
pub struct ZohoCalendar;
