use oauth_runtime::oauth_provider;

/// Workday (Refresh Token Auth), finance and personnel of large companies, with a refresh token
/// from its console.
///
/// Source: row `workday-refresh-token` of the facts table, 2026-11.
#[oauth_provider(
    name = "Workday (Refresh Token Auth)",
    checked = "2026-11",
    vars(token_domain: Host, tenant: PathSegment, stored_refresh_token("refreshToken"): Secret),
    client_auth = basic(raw),
    lifetimes(access_token = 1h),
    client_credentials(
        url = "https://{token_domain}/ccx/oauth2/{tenant}/token",
        params(grant_type = "refresh_token", refresh_token = "{stored_refresh_token}"),
    ),
    api = "https://{token_domain}/ccx/api",
)]
pub struct WorkdayRefreshToken;
