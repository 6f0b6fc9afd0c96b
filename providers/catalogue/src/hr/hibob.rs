use oauth_runtime::oauth_provider;

/// HiBob, personnel platform for mid-sized companies.
///
/// Source: row `hibob-oauth` of the facts table, 2026-11.
#[oauth_provider(
    name = "HiBob",
    docs = "https://apidocs.hibob.com/",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://auth.app.hibob.com/oauth2/v1/apps/authorize",
    token = "https://auth.app.hibob.com/oauth2/v1/apps/token",
    api = "https://api.hibob.com",
)]
pub struct Hibob;
