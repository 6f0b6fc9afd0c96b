use oauth_runtime::oauth_provider;

/// Zalo, messages and sign-in of the Vietnamese messenger.
///
/// Source: row `zalo` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developers.zalo.me/",
    checked = "2026-11",
    client_auth = header("secret_key"),
    pkce = none(reason = "its known clients send none"),
    authorize(url = "https://oauth.zaloapp.com/v4/permission", names(client_id = "app_id")),
    token(url = "https://oauth.zaloapp.com/v4/access_token", names(client_id = "app_id")),
    api(base = "https://graph.zalo.me/v2.0", bearer(header("access_token"))),
)]
pub struct Zalo;
