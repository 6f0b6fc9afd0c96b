use oauth_runtime::oauth_provider;

/// ShopVox, quotes and orders of sign and print shops.
///
/// Source: row `shopvox` of the facts table, 2026-11.
#[oauth_provider(
    name = "ShopVox",
    checked = "2026-11",
    vars(email: Text, password: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.shopvox.com/v1/login", place = json, omit(grant_type, client_id),
        params(user = "{email}", password = "{password}"),
        answer(access_token = "authToken", keep(account_id = "accountID")),
    ),
    api(
        base = "https://api.shopvox.com",
        bearer(query("authToken", reason = "the vendor reads the query only")),
        params(account_id = "{token.account_id}"),
    ),
)]
pub struct Shopvox;
