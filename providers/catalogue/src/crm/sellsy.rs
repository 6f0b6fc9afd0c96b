use oauth_runtime::oauth_provider;

/// Sellsy, sales and invoices of companies in France.
///
/// Source: row `sellsy` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://login.sellsy.com/oauth2/authorization",
    token(
        url = "https://login.sellsy.com/oauth2/access-tokens",
        answer(keep(corp_id = claim(access_token, "/corpId"))),
    ),
    api = "https://api.sellsy.com"
)]
pub struct Sellsy;
