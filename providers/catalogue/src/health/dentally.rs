use oauth_runtime::oauth_provider;

/// Dentally, practice management for dentists.
///
/// Source: row `dentally` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(domain: OneOf(
        Production = "api.dentally.co", Sandbox = "api.sandbox.dentally.co",
        Apac = "api.apac.dentally.com", Canada = "api.ca.dentally.com",
    )),
    authorize = "https://{domain}/oauth/authorize",
    token = "https://{domain}/oauth/token",
    api = "https://{domain}",
)]
pub struct Dentally;
