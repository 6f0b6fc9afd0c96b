use oauth_runtime::oauth_provider;

/// Xero, bookkeeping for small businesses.
///
/// Source: row `xero` of the facts table, 2026-11.
/// Among several organisations the program chooses, where the row
/// takes the first.
/// Differs from the row: api.header.xero-tenant-id: the organisation is named on each call, as the
/// vendor's documents ask.
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
    learn(organisation(
        url = "https://api.xero.com/connections", each = "/",
        answer(keep(tenant_id = "tenantId", tenant_name = "tenantName")),
    )),
    api(base = "https://api.xero.com", headers("xero-tenant-id" = "{token.tenant_id}")),
)]
pub struct Xero;
