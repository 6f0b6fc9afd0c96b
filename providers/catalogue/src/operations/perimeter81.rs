use oauth_runtime::oauth_provider;

/// Perimeter81, network access for remote teams.
///
/// Source: row `perimeter81` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(domain: OneOf(Us = "perimeter81", Eu = "eu.sase.checkpoint"), api_key: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.{domain}.com/api/v1/auth/authorize", place = json,
        omit(grant_type, client_id), params(apiKey = "{api_key}", grantType = "api_key"),
        answer(access_token = "/data/accessToken", expires_at("/data/accessTokenExpire")),
    ),
    api = "https://api.perimeter81.com/api/rest",
)]
pub struct Perimeter81;
