use oauth_runtime::oauth_provider;

/// Contentstack, content for web sites and apps, without a front end.
///
/// Source: row `contentstack` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(subdomain: DnsLabel, app_id: PathSegment, api_domain: Host),
    authorize = "https://{subdomain}.contentstack.com/apps/{app_id}/authorize",
    token = "https://{subdomain}.contentstack.com/apps-api/apps/token",
    api = "https://{api_domain}",
)]
pub struct Contentstack;
