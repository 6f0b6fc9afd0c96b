//! Variants of the declaration of Actionstep.

/// The declaration with other keys in `token` and with a `refresh` of its own.
macro_rules! actionstep {
    ($(#[$doc:meta])* $name:ident, token($($token:tt)*), refresh($($refresh:tt)*)) => {
        $(#[$doc])*
        pub(in crate::wire) mod $name {
            use oauth_runtime::oauth_provider;

            #[oauth_provider(
                vars(environment: OneOf(Production = "actionstep.com", Staging = "actionstepstaging.com") = Production,
                    authorize_host: OneOf(Go = "go", Api = "api") = Go),
                authorize = "https://{authorize_host}.{environment}/api/oauth/authorize",
                token(url = "https://api.{environment}/api/oauth/token", $($token)*
                    order(grant_type, code, refresh_token, client_id, client_secret, redirect_uri),
                    send(redirect_uri),
                    answer(keep(api_endpoint: Url("*.actionstep.com", "*.actionstepstaging.com"), orgkey),
                        require(api_endpoint))),
                refresh($($refresh)*),
                pkce = none(reason = "unknown to the vendor's documents"),
                scopes(required, All = "all", Actions = "actions", Participants = "participants",
                    TimeRecords = "timerecords"),
                lifetimes(access_token = 30m, refresh_token = 21d),
                api(base = "{token.api_endpoint}", path = "/api/rest/",
                    accept = "application/vnd.api+json", content_type = "application/vnd.api+json"),
            )]
            pub struct Actionstep;
        }
    };
}

actionstep! {
    /// Token requests carry their parameters in the query; no body, no content type.
    parameters_in_query,
    token(place = query, reason = "practice of an older SDK",),
    refresh()
}

actionstep! {
    /// A renewal has no `redirect_uri`.
    refresh_without_redirect_uri,
    token(),
    refresh(omit(redirect_uri))
}
