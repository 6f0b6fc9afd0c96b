use oauth_runtime::oauth_provider;

/// Glean, search across a company's tools.
///
/// Source: row `glean-oauth` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(server_url: Host),
    authorize = "https://{server_url}/oauth/authorize",
    token = "https://{server_url}/oauth/token",
    api = "https://{server_url}",
)]
pub struct Glean;
