use oauth_runtime::oauth_provider;

/// ShopWorks, orders of decorated clothing.
///
/// Source: row `shopworks` of the facts table, 2026-11.
#[oauth_provider(
    name = "ShopWorks",
    checked = "2026-11",
    vars(base: Url, username: Text, password: Secret),
    client_auth = none,
    lifetimes(access_token = 1h),
    client_credentials(
        url = "{base}/signin", place = json, omit(grant_type, client_id),
        params(username = "{username}", password = "{password}"), answer(access_token = "id_token"),
    ),
    api(base = "{base}", bearer(header("authorization"))),
)]
pub struct Shopworks;
