//! Variants of the declaration of iOFFICE.

/// The declaration with other keys in some places.
macro_rules! ioffice {
    (
        $(#[$doc:meta])* $name:ident,
        callback($($callback:tt)*), token($($token:tt)*), expires_in($unit:ident), revoke($($revoke:tt)*)
    ) => {
        $(#[$doc])*
        pub(in crate::wire) mod $name {
            use oauth_runtime::oauth_provider;

            #[oauth_provider(
                name = "iOFFICE", vars(site: Origin), client_auth = none,
                pkce = none(reason = "the sign-in page knows five parameters"),
                authorize = "{site}/login.html", answer(error_description = "errorDescription"),
                callback(mode = fragment, $($callback)* keep(app_code = "appCode")),
                scopes(required, Email = "email", default(Email)),
                code_request(url = "{site}/external/api/oauth2/auth", place = header,
                    content_type = "application/json",
                    names(username = "x-auth-username", password = "x-auth-password",
                        client_id = "x-client-id")),
                token(url = "{site}/external/api/oauth2/token", place = header,
                    content_type = "application/json", send(redirect_uri, scope), $($token)*
                    names(grant_type = "x-grant-type", redirect_uri = "x-redirect-uri",
                        client_id = "x-client-id", scope = "x-scope", code = "x-auth-code",
                        refresh_token = "x-refresh-token"),
                    answer(expires_in = $unit)),
                revoke(url = "{site}/external/api/oauth2/revoke", $($revoke)*
                    names(token = header("x-token")), omit(client_id)),
                introspect(url = "{site}/external/api/oauth2/tokeninfo", method = get,
                    names(token = header("x-token")), omit(client_id)),
                api(base = "{site}/external/api/rest/v2/",
                    bearer(header("x-access-token"),
                        query("access_token", reason = "the vendor's second form")),
                    renew_on(403), stop_on(401)),
                lifetimes(code = 5m),
            )]
            pub struct Ioffice;
        }
    };
}

ioffice! {
    /// The body of token requests is `{}`.
    empty_object_body,
    callback(state = if_present,), token(empty_body = json_object,),
    expires_in(milliseconds), revoke(method = get,)
}

ioffice! {
    /// Revocation by POST.
    revoke_by_post,
    callback(state = if_present,), token(),
    expires_in(milliseconds), revoke(content_type = "application/json",)
}

ioffice! {
    /// `expires_in` of the answer is in seconds.
    seconds,
    callback(state = if_present,), token(),
    expires_in(seconds), revoke(method = get,)
}

ioffice! {
    /// The secret goes into the header `x-client-secret` of token requests.
    secret_header,
    callback(state = if_present,), token(client_auth = header("x-client-secret"),),
    expires_in(milliseconds), revoke(method = get,)
}

ioffice! {
    /// The callback must carry the state.
    state_mandatory,
    callback(), token(),
    expires_in(milliseconds), revoke(method = get,)
}
