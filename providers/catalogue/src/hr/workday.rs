use oauth_runtime::oauth_provider;

/// Workday, finance and personnel of large companies.
///
/// Source: row `workday-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(authorization_domain: Host, token_domain: Host, tenant: PathSegment),
    client_auth = basic(raw),
    lifetimes(access_token = 1h),
    authorize = "https://{authorization_domain}/{tenant}/authorize",
    token = "https://{token_domain}/ccx/oauth2/{tenant}/token",
    api = "https://{token_domain}/ccx/api",
)]
pub struct Workday;
