use oauth_runtime::oauth_provider;

/// Meta Marketing API, advertising on Facebook and Instagram.
///
/// Shares the login of row `facebook`.
/// Source: row `meta-marketing-api` of the facts table, 2026-11.
#[oauth_provider(
    name = "Meta Marketing API",
    docs = "https://developers.facebook.com/docs/",
    checked = "2026-11",
    authorize = "https://www.facebook.com/v22.0/dialog/oauth",
    token(
        url = "https://graph.facebook.com/v22.0/oauth/access_token", place = json,
        names(redirect_uri = query), omit(grant_type), answer(keep(user_id: PathSegment)),
    ),
    refresh(
        place = query, reason = "the vendor reads the query only",
        client_auth = query(reason = "the vendor reads the query only"), send(grant_type),
        omit(refresh_token),
        params(grant_type = "fb_exchange_token", fb_exchange_token = "{access_token}"),
    ),
    revoke(
        url = "https://graph.facebook.com/v22.0/{token.user_id}/permissions", method = delete,
        place = query, reason = "the vendor reads the query only", client_auth = none,
        names(token = "access_token"), omit(client_id),
    ),
    api = "https://graph.facebook.com",
)]
pub struct MetaMarketingApi;
