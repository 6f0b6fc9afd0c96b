use oauth_runtime::oauth_provider;

/// Clio, practice management for law firms.
///
/// Source: row `clio` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(hostname: OneOf(
        Us = "app.clio.com", Eu = "eu.app.clio.com", Ca = "ca.app.clio.com", Au = "au.app.clio.com",
    ) = Us),
    authorize = "https://{hostname}/oauth/authorize",
    token = "https://{hostname}/oauth/token",
    api = "https://{hostname}",
)]
pub struct Clio;
