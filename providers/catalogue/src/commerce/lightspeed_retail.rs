use oauth_runtime::oauth_provider;

/// Lightspeed Retail (X-Series), tills and stock of shops.
///
/// Source: row `lightspeed-retail` of the facts table, 2026-11.
#[oauth_provider(
    name = "Lightspeed Retail (X-Series)",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://secure.retail.lightspeed.app/connect",
    callback(keep(domain_prefix: DnsLabel)),
    token = "https://{callback.domain_prefix}.retail.lightspeed.app/api/1.0/token",
    api(
        base = "https://{callback.domain_prefix}.retail.lightspeed.app",
        rate_limit(reset = epoch("x-ratelimit-reset")),
    ),
)]
pub struct LightspeedRetail;
