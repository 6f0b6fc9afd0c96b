#[oauth_provider(
    name = "iOFFICE", vars(site: Origin), client_auth = none, pkce = none(reason = "the sign-in page knows five parameters"),
    authorize = "{site}/login.html",
    callback(mode = fragment, state = if_present, keep(app_code = "appCode")),
    scopes(required, Email = "email", default(Email)),
    code_request(url = "{site}/external/api/oauth2/auth", place = header, content_type = "application/json",
        names(username = "x-auth-username", password = "x-auth-password", client_id = "x-client-id")),
    token(url = "{site}/external/api/oauth2/token", place = header, content_type = "application/json", send(redirect_uri, scope),
        names(grant_type = "x-grant-type", redirect_uri = "x-redirect-uri", client_id = "x-client-id", scope = "x-scope", code = "x-auth-code", refresh_token = "x-refresh-token"),
        answer(expires_in = milliseconds, error_description = "errorDescription")),
    revoke(url = "{site}/external/api/oauth2/revoke", method = get, names(token = header("x-token")), omit(client_id)),
    introspect(url = "{site}/external/api/oauth2/tokeninfo", method = get, names(token = header("x-token")), omit(client_id)),
    api(base = "{site}/external/api/rest/v2/", bearer(header("x-access-token"), query("access_token", reason = "the vendor's second form")),
        renew_on(403), stop_on(401), answer(error_description = "errorDescription")),
    lifetimes(code = 5m),
)]
pub struct Ioffice;
