use oauth_runtime::oauth_provider;

/// Passportal, passwords and documents of service providers.
///
/// Source: row `passportal` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(base_url: Host, api_key: Text, hmac_token: Secret, content: Secret),
    client_auth = none,
    client_credentials(
        url = "https://{base_url}/api/v2/auth/client_token", place = json,
        omit(grant_type, client_id), params(scope = "docs_api", content = "{content}"),
        headers("x-key" = "{api_key}", "x-hash" = "{hmac_token}"),
        answer(expires_at("expiry_time")),
    ),
    api(base = "https://{base_url}", bearer(header("x-access-token"))),
)]
pub struct Passportal;
