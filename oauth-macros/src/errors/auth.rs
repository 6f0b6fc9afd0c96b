use super::Line;

catalogue! {
    /// Client authentication, placement and secrets. No message repeats a value.
    AuthError {
        SecretInQuery {} "auth/secret_in_query"
            "`client_auth = query` puts the client secret in the URL, where logs and proxies keep it"
            help "use `client_auth = basic` or `client_auth = body`"
            note "if the vendor accepts nothing else, write `client_auth = query(reason = \"...\")`";
        BearerInQuery { name: String } "auth/bearer_in_query"
            "`bearer(query)` puts the access token in the URL of each request"
            help "remove it to send `Authorization: Bearer`, or use `bearer(header(\"...\"))`"
            note "if the vendor accepts nothing else, write `query(\"{name}\", reason = \"...\")`";
        PlaceQuery { call: String, param: String } "auth/place_query"
            "`{call}` puts `{param}` in the URL, where logs and proxies keep it"
            help "use `place = form`, `json`, or `header`"
            note "if the vendor accepts nothing else, add `reason = \"...\"` to the call";
        GetWithBody { call: String, place: &'static str } "auth/get_with_body"
            "a `GET` request has no body, but `{call}` places parameters in one (`{place}`)"
            help "remove `method = get`, or write `place = query` or `place = header`";
        LiteralSecret { name: String, at: Line } "auth/literal_secret"
            "a secret must not stand in the source{at}: `{name}`"
            help "remove it and give it at run time, to the builder or as a variable: `vars(key: Secret)`, `\"{{key}}\"`";
        RenameWithBasic { param: String } "auth/rename_without_effect"
            "a name for `{param}` has no effect: `client_auth` does not send it as a parameter"
            help "use `client_auth = body`, or remove the name";
        NoneWithClientCredentials {} "auth/none_with_client_credentials"
            "`client_credentials` needs client authentication, found `client_auth = none`"
            help "use `basic` or `body`"
            note "see RFC 6749, section 4.4";
        ReasonNoUse {} "auth/reason_no_use"
            "`reason` has no use: nothing in this call needs one"
            help "remove it";
        EmptyScheme {} "auth/empty_scheme"
            "an authentication scheme is one word of letters, digits, and `-`"
            help "write for example `basic(scheme = \"ID\")`";
        BasicConflict { first: &'static str, second: &'static str } "auth/basic_conflict"
            "`{first}` and `{second}` contradict each other"
            help "keep one of the two";
        HeaderNoSecret {} "auth/header_no_secret"
            "`client_auth = header` names no header for the secret"
            help "write `client_auth = header(id = \"x-client-id\", secret = \"x-client-secret\")`";
        ApiBody { place: &'static str } "auth/api_body"
            "the body of an API call is the caller's, so `api` places no parameters in it (`{place}`)"
            help "place them with `query` or `header`"
            note "what belongs into the body, the program writes with each call";
        ApiClientAuth {} "auth/api_client_auth"
            "`client_auth` has no effect in `api`, whose calls carry the access token"
            help "remove it; other credentials travel with `bearer(none)` and `headers(\"authorization\" = \"...\")`";
        SchemeTemplate {} "auth/scheme_template"
            "`bearer(authorization(\"...\"))` takes the name of a scheme, which has no placeholders"
            help "write `bearer(none)` and `headers(\"authorization\" = \"...\")`, with `{{access_token}}` in the text";
        NoBearer { param: String } "auth/no_bearer"
            "`{param}` cannot travel as `bearer`: only an access token does"
            help "use `place = header`, or a name";
    }
}
