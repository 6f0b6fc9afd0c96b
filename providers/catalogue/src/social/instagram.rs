use oauth_runtime::oauth_provider;

/// Instagram, pictures and videos of Instagram.
///
/// Source: row `instagram` of the facts table, 2026-11.
/// The token of an hour is exchanged for one of 60 days, which renews itself.
#[oauth_provider(
    docs = "https://developers.facebook.com/docs/instagram-platform",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    scopes(delimiter = ","),
    lifetimes(access_token = 1h),
    authorize = "https://www.instagram.com/oauth/authorize",
    token(
        url = "https://api.instagram.com/oauth/access_token",
        then(
            long_lived(
                optional, url = "https://graph.instagram.com/access_token", method = get,
                client_auth = query(reason = "the vendor reads the query only"),
                reason = "the vendor reads the query only", omit(client_id),
                params(grant_type = "ig_exchange_token", access_token = "{access_token}"),
            ),
        ),
    ),
    refresh(
        url = "https://graph.instagram.com/refresh_access_token", method = get, place = query,
        reason = "the vendor reads the query only", client_auth = none,
        omit(client_id, refresh_token),
        params(grant_type = "ig_refresh_token", access_token = "{access_token}"), then(),
    ),
    api = "https://graph.instagram.com",
)]
pub struct Instagram;
