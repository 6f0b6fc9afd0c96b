use oauth_runtime::oauth_provider;

/// Timify, appointment booking for companies.
///
/// Source: row `timify` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    refresh(
        url = "https://{subdomain}.timify.com/v1/auth/refreshtoken",
        omit(grant_type, client_id, client_secret), names(refresh_token = "refreshtoken"),
    ),
    client_credentials(
        url = "https://{subdomain}.timify.com/v1/auth/token", place = json,
        names(client_id = "appid", client_secret = "appsecret"), omit(grant_type),
        answer(
            access_token = "accessToken", refresh_token = "refreshToken", expires_in = "expires",
        ),
    ),
    api(base = "https://{subdomain}.timify.com", bearer(header("authorization"))),
)]
pub struct Timify;
