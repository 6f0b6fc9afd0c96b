use oauth_runtime::oauth_provider;

/// Candis, invoice processing for finance teams.
///
/// Source: row `candis` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    pkce = none(reason = "its known clients send none"),
    authorize = "https://id.my.candis.io/auth/realms/candis/protocol/openid-connect/auth",
    token = "https://id.my.candis.io/auth/realms/candis/protocol/openid-connect/token",
    learn(
        organization(
            url = "https://api.candis.io/v1/organizations/info",
            answer(keep(organization_id = "id")),
        ),
    ),
    api = "https://api.candis.io",
)]
pub struct Candis;
