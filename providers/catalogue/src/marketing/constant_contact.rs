use oauth_runtime::oauth_provider;

/// Constant Contact, newsletters for small businesses.
///
/// Source: row `constant-contact` of the facts table, 2026-11.
#[oauth_provider(
    name = "Constant Contact",
    docs = "https://developer.constantcontact.com/",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://authz.constantcontact.com/oauth2/default/v1/authorize",
    token = "https://authz.constantcontact.com/oauth2/default/v1/token",
    api = "https://api.cc.email",
)]
pub struct ConstantContact;
