use oauth_runtime::oauth_provider;

/// Emarsys, customer engagement over mail, web and mobile.
///
/// Source: row `emarsys-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://auth.emarsys.net/oauth2/token",
    api(base = "https://api.emarsys.net", rate_limit(reset = epoch("x-ratelimit-reset"))),
)]
pub struct Emarsys;
