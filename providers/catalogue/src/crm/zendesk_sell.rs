use oauth_runtime::oauth_provider;

/// Zendesk Sell, sales pipelines (formerly Base).
///
/// Source: row `zendesk-sell` of the facts table, 2026-11.
#[oauth_provider(
    name = "Zendesk Sell",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize = "https://api.getbase.com/oauth2/authorize",
    token = "https://api.getbase.com/oauth2/token",
    api = "https://api.getbase.com",
)]
pub struct ZendeskSell;
