use oauth_runtime::oauth_provider;

/// Ory, identity and permission services.
///
/// Source: row `ory` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(project_slug: DnsLabel),
    client_credentials = "https://{project_slug}.projects.oryapis.com/oauth2/token",
    api = "https://{project_slug}.projects.oryapis.com",
)]
pub struct Ory;
