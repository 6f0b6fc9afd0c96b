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
