use oauth_runtime::oauth_provider;

/// Paylocity (NextGen), payroll and personnel software, by its newer API.
///
/// Source: row `paylocity-nextgen` of the facts table, 2026-11.
#[oauth_provider(
    name = "Paylocity (NextGen)",
    checked = "2026-11",
    vars(environment: OneOf(Production = "dc1prodgwext", Demo = "dc1demogwext")),
    client_credentials = "https://{environment}.paylocity.com/public/security/v1/token",
    api = "https://{environment}.paylocity.com",
)]
pub struct PaylocityNextgen;
