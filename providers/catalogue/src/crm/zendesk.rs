use oauth_runtime::oauth_provider;

/// Zendesk, help desk and tickets.
///
/// Source: row `zendesk` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.zendesk.com/",
    checked = "2026-11",
    vars(subdomain: DnsLabel),
    authorize = "https://{subdomain}.zendesk.com/oauth/authorizations/new",
    token(url = "https://{subdomain}.zendesk.com/oauth/tokens", params(expires_in = "1800")),
    api = "https://{subdomain}.zendesk.com",
)]
pub struct Zendesk;
