use oauth_runtime::oauth_provider;

/// Xero, bookkeeping for small businesses.
///
/// Source: row `xero` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.xero.com/",
    checked = "2026-11",
    scopes(
        OfflineAccess = "offline_access",
        Openid = "openid",
        default(OfflineAccess, Openid)
    ),
    authorize = "https://login.xero.com/identity/connect/authorize",
    token = "https://identity.xero.com/connect/token",
    api = "https://api.xero.com"
)]
pub struct Xero;
