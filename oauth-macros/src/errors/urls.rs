use super::Line;

catalogue! {
    /// A URL is not one that credentials may be sent to.
    UrlError {
        Http { key: String, fixed: String } "urls/http"
            "`{key}` must be an `https` URL, found `http`"
            help "write `{fixed}`"
            note "a provider that offers only HTTP needs `insecure_http = \"reason\"`";
        NoScheme { key: String, fixed: String } "urls/no_scheme"
            "`{key}` is not an absolute URL: it has no scheme"
            help "write `{fixed}`";
        NoOrigin { key: String } "urls/no_origin"
            "`{key}` begins with `/`, and the block declares no `origin`"
            help "add `origin = \"https://...\"`, or write the whole URL";
        OriginNoUse {} "urls/origin_no_use"
            "`origin` has no use: no URL begins with `/`"
            help "remove it, or write URLs as `/path`";
        OtherScheme { key: String, scheme: String } "urls/other_scheme"
            "`{key}` must be an `https` URL, found `{scheme}`"
            help "write `https://...`";
        NoHost { key: String } "urls/no_host"
            "`{key}` has no host"
            help "write `https://host/path`";
        BadHost { key: String, host: String } "urls/bad_host"
            "`{host}` in `{key}` is not a host name"
            help "a host name has letters, digits, `-` and `.`, and perhaps a port";
        BadCharacter { key: String, what: String, position: usize } "urls/bad_character"
            "`{key}` contains {what} at position {position}"
            help "remove it, or percent-encode it";
        UserInfo { key: String, at: Line } "urls/userinfo"
            "`{key}`{at} contains a user name or password"
            help "remove it; client authentication is declared by `client_auth` and given at run time";
        Fragment { key: String, fragment: String } "urls/fragment"
            "`{key}` contains a fragment, `{fragment}`, which is never sent to a server"
            help "remove it"
            note "see RFC 6749, section 3.2";
        AuthorizeFragment { fragment: String, route: String } "urls/authorize_fragment"
            "`authorize` contains a fragment, `{fragment}`"
            help "if the sign-in page lives behind `#`, write `fragment_route = \"{route}\"` in `authorize(url = ..., ...)`"
            note "a fragment that only has to stand at the end is `suffix_fragment = \"...\"`";
        OwnParameter { key: String, name: String } "urls/own_parameter"
            "`{key}` already contains `{name}`, which the request sets"
            help "remove it from the URL"
            note "to send another value use `params({name} = \"...\")` in the call";
        DotSegment { key: String } "urls/dot_segment"
            "`{key}` contains a dot segment, which HTTP clients resolve"
            help "write the path that is meant";
        NoUrl { key: String } "urls/missing"
            "`{key}` has no URL"
            help "write `{key} = \"https://...\"`, or `url = \"https://...\"` inside it";
        TwoUrls { earlier: Line } "urls/two"
            "`base` and `url`{earlier} are the same key"
            help "keep `base`";
        BadPath { key: String, fixed: String } "urls/bad_path"
            "`{key}` must begin with `/`"
            help "write `{fixed}`";
        BadFallback {} "urls/fallback"
            "`fallback` has no use: `url` has no variable that can be unset"
            help "remove it, or make a variable of `url` optional: `vars(region: Option<DnsLabel>)`";
        MissingFallback { key: String, variable: String } "urls/no_fallback"
            "`{key}` cannot be built when the optional variable `{variable}` is unset"
            help "add `fallback = \"https://...\"`, or give the variable a default";
    }
}
