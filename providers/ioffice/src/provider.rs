//! The declaration: everything about OAuth at iOFFICE.

use oauth_runtime::oauth_provider;

/// iOFFICE, facilities management (now Eptura Workplace).
#[oauth_provider(name = "iOFFICE", docs = "https://ioffice.github.io/api/", checked = "2026-11",
    vars(site: Origin), client_auth = none, pkce = none(reason = "the page has five parameters"),
    authorize = "{site}/login.html", scopes(required, Email = "email", default(Email)),
    callback(mode = fragment, state = if_present, keep(app_code = "appCode")), lifetimes(code = 5m),
    code_request(url = "{site}/external/api/oauth2/auth", content_type = "application/json",
        place = header, names(username = "x-auth-username", password = "x-auth-password",
            client_id = "x-client-id")),
    token(url = "{site}/external/api/oauth2/token", place = header, send(redirect_uri, scope),
        content_type = "application/json", names(grant_type = "x-grant-type", scope = "x-scope",
            redirect_uri = "x-redirect-uri", client_id = "x-client-id", code = "x-auth-code",
            refresh_token = "x-refresh-token"),
        answer(expires_in = milliseconds, error_description = "errorDescription")),
    revoke(url = "{site}/external/api/oauth2/revoke", method = get, omit(client_id),
        names(token = header("x-token"))),
    introspect(url = "{site}/external/api/oauth2/tokeninfo", method = get, omit(client_id),
        names(token = header("x-token"))),
    api(base = "{site}/external/api/rest/v2/", renew_on(403), stop_on(401),
        bearer(header("x-access-token"), query("access_token", reason = "the second form")),
        answer(error_description = "errorDescription")))]
pub struct Ioffice;
