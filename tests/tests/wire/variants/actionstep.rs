//! Variants of the declaration of Actionstep.

/// The declaration with other keys in `token` and another `refresh`.
macro_rules! actionstep {
    ($(#[$doc:meta])* $name:ident, token($($token:tt)*), $($refresh:tt)*) => {
        $(#[$doc])*
        pub(in crate::wire) mod $name {
            use oauth_runtime::oauth_provider;

            #[oauth_provider(
                vars(environment: OneOf(Production = "actionstep.com", Staging = "actionstepstaging.com")
                    = Production, authorize_host: OneOf(Go = "go", Api = "api") = Go),
                pkce = none(reason = "the vendor never mentions it"),
                scopes(required, All = "all", Actions = "actions", Participants = "participants",
                    TimeRecords = "timerecords", TimeEntries = "timeentries"),
                lifetimes(access_token = 30m, refresh_token = 21d),
                authorize = "https://{authorize_host}.{environment}/api/oauth/authorize",
                token(url = "https://api.{environment}/api/oauth/token", send(redirect_uri), $($token)*
                    order(grant_type, code, refresh_token, client_id, client_secret, redirect_uri),
                    answer(keep(api_endpoint: Url("*.actionstep.com", "*.actionstepstaging.com"), orgkey),
                        require(api_endpoint))),
                $($refresh)*,
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
    refresh
}

actionstep! {
    /// A renewal has no `redirect_uri`.
    refresh_without_redirect_uri,
    token(),
    refresh(omit(redirect_uri))
}
