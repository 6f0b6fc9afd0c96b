use oauth_runtime::oauth_provider;

/// Brex, company cards, expenses and accounts.
///
/// Source: row `brex` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.brex.com/",
    checked = "2026-11",
    scopes(
        Openid = "openid",
        OfflineAccess = "offline_access",
        default(Openid, OfflineAccess)
    ),
    authorize = "https://accounts-api.brex.com/oauth2/default/v1/authorize",
    token = "https://accounts-api.brex.com/oauth2/default/v1/token",
    api = "https://platform.brexapis.com"
)]
pub struct Brex;
