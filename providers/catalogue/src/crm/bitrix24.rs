use oauth_runtime::oauth_provider;

/// Bitrix24, customer records, tasks and chat in one portal.
///
/// Source: row `bitrix24` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(portal: Host),
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://{portal}/oauth/authorize", omit(scope)),
    token = "https://oauth.bitrix.info/oauth/token/",
    api(
        base = "https://{portal}/rest",
        bearer(query("auth", reason = "the vendor reads the query only")),
    ),
)]
pub struct Bitrix24;
