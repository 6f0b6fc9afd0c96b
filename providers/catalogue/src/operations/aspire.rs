use oauth_runtime::oauth_provider;

/// Aspire, business software for landscaping contractors.
///
/// Source: row `aspire` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(domain: OneOf(
        Sandbox = "cloudsandbox-api.youraspire.com", Production = "cloud-api.youraspire.com",
    )),
    refresh(
        url = "https://{domain}/Authorization/RefreshToken",
        omit(grant_type, client_id, client_secret), names(refresh_token = "RefreshToken"),
    ),
    client_credentials(
        url = "https://{domain}/Authorization", place = json,
        names(client_id = "ClientId", client_secret = "Secret"), omit(grant_type),
        answer(access_token = "Token", refresh_token = "RefreshToken"),
    ),
    api = "https://{domain}",
)]
pub struct Aspire;
