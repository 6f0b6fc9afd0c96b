use oauth_runtime::oauth_provider;

/// Looker, business intelligence on a host of the customer.
///
/// Source: row `looker` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: Host),
    client_credentials(url = "https://{hostname}/api/4.0/login", omit(grant_type)),
    api = "https://{hostname}/api",
)]
pub struct Looker;
