use oauth_runtime::oauth_provider;

/// Yotpo, reviews and loyalty for online shops.
///
/// Source: row `yotpo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(store_id: PathSegment, api_secret: Secret),
    client_auth = none,
    client_credentials(
        url = "https://api.yotpo.com/core/v3/stores/{store_id}/access_tokens", place = json,
        omit(grant_type, client_id), params(secret = "{api_secret}"),
    ),
    api(base = "https://api.yotpo.com", bearer(header("x-yotpo-token"))),
)]
pub struct Yotpo;
