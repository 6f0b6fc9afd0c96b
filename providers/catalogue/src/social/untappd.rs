use oauth_runtime::oauth_provider;

/// Untappd, beers that one has tasted.
///
/// Source: row `untappd` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://untappd.com/api/docs",
    checked = "2026-11",
    client_auth = query(reason = "the token endpoint reads the query only"),
    pkce = none(reason = "its known clients send none"),
    authorize(
        url = "https://untappd.com/oauth/authenticate/", names(redirect_uri = "redirect_url"),
        omit(scope),
    ),
    token(
        url = "https://untappd.com/oauth/authorize/", method = get,
        reason = "the vendor reads the query only", names(redirect_uri = "redirect_url"),
        omit(grant_type), params(response_type = "code"),
        answer(
            success("/meta/http_code" = 200), access_token = "/response/access_token",
            error = "/meta/error_type", error_description = "/meta/error_detail",
        ),
    ),
    refresh = none,
    api(
        base = "https://api.untappd.com/v4",
        bearer(query("access_token", reason = "the vendor reads the query only")),
    ),
)]
pub struct Untappd;
