use oauth_runtime::oauth_provider;

/// Coupa Compass, purchasing and spend management.
///
/// Source: row `coupa-compass` of the facts table, 2026-11.
#[oauth_provider(
    name = "Coupa Compass",
    checked = "2026-11",
    vars(instance_domain: Host),
    client_credentials = "https://{instance_domain}/oauth2/token",
    api = "https://{instance_domain}",
)]
pub struct CoupaCompass;
