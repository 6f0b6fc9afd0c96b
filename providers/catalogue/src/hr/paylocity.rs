use oauth_runtime::oauth_provider;

/// Paylocity (Weblink), payroll and personnel software, by its web services.
///
/// Source: row `paylocity` of the facts table, 2026-11.
#[oauth_provider(
    name = "Paylocity (Weblink)",
    checked = "2026-11",
    vars(environment: OneOf(Demo = "dc1demogw", Production = "api")),
    client_credentials = "https://{environment}.paylocity.com/IdentityServer/connect/token",
    api = "https://{environment}.paylocity.com",
)]
pub struct Paylocity;
