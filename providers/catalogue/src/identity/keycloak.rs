use oauth_runtime::oauth_provider;

/// Keycloak, identity server that one runs oneself.
///
/// Source: row `keycloak` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.keycloak.org/documentation",
    checked = "2026-11",
    vars(host: Host, realm: PathSegment),
    client_auth = basic(raw),
    authorize = "https://{host}/realms/{realm}/protocol/openid-connect/auth",
    token = "https://{host}/realms/{realm}/protocol/openid-connect/token",
    revoke = "https://{host}/realms/{realm}/protocol/openid-connect/revoke",
)]
pub struct Keycloak;
