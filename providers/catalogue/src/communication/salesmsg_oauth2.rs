use oauth_runtime::oauth_provider;

/// Salesmsg, text messages with customers.
///
/// Source: row `salesmsg-oauth2` of the facts table, 2026-11.
#[oauth_provider(
    name = "Salesmsg",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://app.salesmessage.com/auth/oauth",
    token = "https://api.salesmessage.com/pub/v2.2/oauth/token",
    api = "https://api.salesmessage.com/pub",
)]
pub struct SalesmsgOauth2;
