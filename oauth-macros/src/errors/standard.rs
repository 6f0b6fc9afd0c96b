catalogue! {
    /// Keys, signed messages, profiles and metadata.
    StandardError {
        SharedSecret { alg: String } "standards/shared_secret"
            "`{alg}` signs with a secret that both sides know, and a private key is wanted here"
            help "use `es256`, `ps256` or `eddsa`"
            note "a client that has a secret alone can use `client_auth = client_secret_jwt`";
        PrivateKey { alg: String } "standards/private_key"
            "`{alg}` signs with a private key, and `client_secret_jwt` with the client secret"
            help "write `client_auth = private_key_jwt(alg = {alg})`, or use `hs256`";
        NoMetadata { call: String } "standards/no_metadata"
            "`{call}` needs a URL"
            help "write `{call} = \"https://...\"`, or declare the provider's `issuer = \"https://...\"`, whose metadata has it";
        BackchannelTokenAlone {} "standards/backchannel_token_alone"
            "`backchannel_token` has no use: there is no `backchannel_authentication`"
            help "add `backchannel_authentication = \"https://...\"`, or remove `backchannel_token`";
        JwtWithoutIssuer {} "standards/jwt_without_issuer"
            "`callback(jwt)` needs an issuer, whose keys the response is checked with"
            help "add `issuer = \"https://...\"` at the top of the block";
        NothingDiscovered {} "standards/nothing_discovered"
            "`client_auth = discovered` has nothing to discover: no metadata is read"
            help "write how the client authenticates, or declare `issuer = \"https://...\"` and calls without a URL";
        AudienceNoIssuer {} "standards/audience_no_issuer"
            "`audience = issuer` needs an issuer"
            help "add `issuer = \"https://...\"` at the top of the block, or write `audience = token_endpoint`";
        SecretBeside { auth: &'static str } "standards/secret_beside"
            "`client_secret` is sent beside `client_auth = {auth}`, which takes its place"
            help "remove it"
            note "a client uses one method in a request; see RFC 6749, section 2.3";
        BoundBearer { bearer: &'static str } "standards/bound_bearer"
            "`dpop` sends the token as `Authorization: DPoP`, so `bearer({bearer})` cannot carry it"
            help "remove `bearer(...)`, or `dpop`"
            note "see RFC 9449, section 7.1";
        ResourceTwice {} "standards/resource_twice"
            "`resource` would be sent twice: it is declared at the top of the block"
            help "remove one of the two";
        JwtWebhook {} "standards/jwt_webhook"
            "a webhook brings JSON, so its response is no JWT"
            help "remove `jwt`, or `mode = webhook`";
        Profile { profile: &'static str, what: String, instead: &'static str } "standards/profile"
            "`profile = {profile}` rules out `{what}`"
            help "{instead}"
            note "see FAPI 2.0 Security Profile, section 5.3.3";
        ProfileNoIssuer { profile: &'static str } "standards/profile_no_issuer"
            "`profile = {profile}` needs an issuer, with which `iss` of the response is compared"
            help "add `issuer = \"https://...\"`; endpoints without a URL are read from its metadata"
            note "see FAPI 2.0 Security Profile, section 5.3.3";
        IdentifierFragment { key: String, fragment: String } "standards/identifier_fragment"
            "`{key}` contains a fragment, `{fragment}`"
            help "remove it"
            note "an issuer (RFC 8414, section 2) and a resource (RFC 8707, section 2) have none";
        IssuerQuery {} "standards/issuer_query"
            "`issuer` contains a query"
            help "write the issuer as the provider's metadata has it, not the metadata's address"
            note "see RFC 8414, section 2";
        OptionalIdentifier { key: String, variable: String } "standards/optional_identifier"
            "`{key}` is not known when the optional variable `{variable}` is unset"
            help "give the variable a default, or make it required";
    }
}
