use oauth_runtime::oauth_provider;

/// Okta (Preview), preview tenants of Okta.
///
/// Shares the login of row `okta`.
/// Source: row `okta-preview` of the facts table, 2026-11.
#[oauth_provider(
    name = "Okta (Preview)",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    authorize(
        url = "https://{subdomain}.oktapreview.com/oauth2/v1/authorize",
        params(response_mode = "query"),
    ),
    token = "https://{subdomain}.oktapreview.com/oauth2/v1/token",
    api = "https://{subdomain}.oktapreview.com",
)]
pub struct OktaPreview;
