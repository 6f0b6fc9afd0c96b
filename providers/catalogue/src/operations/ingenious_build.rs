use oauth_runtime::oauth_provider;

/// INGENIOUS.BUILD, construction projects of owners.
///
/// Source: row `ingenious-build` of the facts table, 2026-11.
#[oauth_provider(
    name = "INGENIOUS.BUILD",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    client_credentials(
        url = "https://{subdomain}.ingenious.build/api/v2/pub/oauth/token", place = json,
    ),
    api = "https://{subdomain}.ingenious.build",
)]
pub struct IngeniousBuild;
