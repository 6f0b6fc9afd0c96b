//! The declaration: everything about OAuth at iOFFICE.

use oauth_runtime::oauth_provider;

/// iOFFICE, facilities management (now Eptura Workplace).
#[oauth_provider(
    name = "iOFFICE", docs = "https://ioffice.github.io/api/", checked = "2026-11",
    vars(site: Origin), origin = "{site}", client_auth = none, pkce = none(reason = "undocumented"),
    scopes(required, Email = "email", default(Email)), lifetimes(code = 5m),
    answer(error_description = "errorDescription"), authorize = "/login.html",
    callback(mode = fragment, state = if_present, keep(app_code = "appCode")),
    code_request(url = "/external/api/oauth2/auth", place = header,
        content_type = "application/json", names(username = "x-auth-username",
            password = "x-auth-password", client_id = "x-client-id")),
    token(url = "/external/api/oauth2/token", place = header, content_type = "application/json",
        send(redirect_uri, scope), names(grant_type = "x-grant-type", client_id = "x-client-id",
            redirect_uri = "x-redirect-uri", scope = "x-scope", code = "x-auth-code",
            refresh_token = "x-refresh-token"), answer(expires_in = milliseconds)),
    revoke(url = "/external/api/oauth2/revoke", method = get, names(token = header("x-token")),
        omit(client_id)),
    introspect(url = "/external/api/oauth2/tokeninfo", method = get,
        names(token = header("x-token")), omit(client_id)),
    api(base = "/external/api/rest/v2/", renew_on(403), stop_on(401), bearer(
        header("x-access-token"), query("access_token", reason = "the vendor's second form"))),
)]
pub struct Ioffice;
