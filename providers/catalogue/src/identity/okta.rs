use oauth_runtime::oauth_provider;

/// Okta, sign-in for employees and customers.
///
/// Source: row `okta` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.okta.com/",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    authorize(
        url = "https://{subdomain}.okta.com/oauth2/v1/authorize", params(response_mode = "query"),
    ),
    token = "https://{subdomain}.okta.com/oauth2/v1/token",
    revoke = "https://{subdomain}.okta.com/oauth2/v1/revoke",
    api(base = "https://{subdomain}.okta.com", rate_limit(reset = epoch("x-rate-limit-reset"))),
)]
pub struct Okta;
