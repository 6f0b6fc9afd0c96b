use oauth_runtime::oauth_provider;

/// Sellsy (Client Credentials), sales and invoices, called by an application for itself.
///
/// Source: row `sellsy-oauth2-cc` of the facts table, 2026-11.
#[oauth_provider(
    name = "Sellsy (Client Credentials)",
    checked = "2026-11",
    client_credentials(
        url = "https://login.sellsy.com/oauth2/access-tokens",
        answer(keep(corp_id = claim(access_token, "/corpId"))),
    ),
    api = "https://api.sellsy.com"
)]
pub struct SellsyCc;
