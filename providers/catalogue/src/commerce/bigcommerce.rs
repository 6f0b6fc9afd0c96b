use oauth_runtime::oauth_provider;

/// BigCommerce, online shops, hosted.
///
/// Source: row `bigcommerce` of the facts table, 2026-11.
/// Differs from the row: refresh: its tokens never end, so that no refresh token is answered.
#[oauth_provider(
    name = "BigCommerce",
    docs = "https://developer.bigcommerce.com/",
    checked = "2026-11",
    vars(store_hash: PathSegment, account_uuid: Text),
    authorize(
        url = "https://login.bigcommerce.com/oauth2/authorize",
        params(context = "stores/{store_hash}", account_uuid = "{account_uuid}"),
    ),
    token(
        url = "https://login.bigcommerce.com/oauth2/token", params(context = "stores/{store_hash}"),
    ),
    refresh = none,
    api(base = "https://api.bigcommerce.com/stores/{store_hash}", bearer(header("x-auth-token"))),
)]
pub struct Bigcommerce;
