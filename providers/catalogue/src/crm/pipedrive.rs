use oauth_runtime::oauth_provider;

/// Pipedrive, sales pipelines of small teams.
///
/// Source: row `pipedrive` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.pipedrive.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://oauth.pipedrive.com/oauth/authorize",
    callback(denied("user_denied")),
    token(
        url = "https://oauth.pipedrive.com/oauth/token",
        answer(keep(api_domain: Url("*.pipedrive.com"))),
    ),
    api = "{token.api_domain}/api",
)]
pub struct Pipedrive;
