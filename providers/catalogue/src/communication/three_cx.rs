use oauth_runtime::oauth_provider;

/// 3CX, telephone system for companies, run in the cloud or on their own machines.
///
/// Source: row `3cx` of the facts table, 2026-11.
#[oauth_provider(
    name = "3CX",
    checked = "2026-11",
    vars(domain: Host),
    lifetimes(access_token = 1h),
    client_credentials = "https://{domain}/connect/token",
    api = "https://{domain}/xapi",
)]
pub struct ThreeCx;
