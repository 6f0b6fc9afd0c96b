use super::Line;

catalogue! {
    /// The calls do not fit together.
    GrantError {
        NoToken { call: String } "grants/no_token"
            "`{call}` needs `token`"
            help "add `token = \"https://...\"`, or remove `{call}`";
        NoTokenOwn { call: String } "grants/no_token_own"
            "`{call}` needs a URL, and there is no `token` to take it from"
            help "write `{call} = \"https://...\"`, or add `token = \"https://...\"`";
        NoAuthorize { key: String } "grants/without_authorize"
            "`{key}` has no use: there is no `authorize`"
            help "add `authorize = \"https://...\"`, or remove `{key}`";
        TokenAlone {} "grants/token_alone"
            "`token` has no use: no call leads to it"
            help "add `authorize = \"https://...\"`, `client_credentials`, or `device = \"https://...\"`";
        DeviceTokenAlone {} "grants/device_token_alone"
            "`device_token` has no use: there is no `device`"
            help "add `device = \"https://...\"`, or remove `device_token`";
        RefreshAlone {} "grants/refresh_alone"
            "`refresh` needs a call that yields the first token"
            help "add `authorize`, `client_credentials`, `password`, or `device`";
        RefreshNone { at: Line } "grants/refresh_none"
            "`refresh = none`{at} has no use: no call yields a refresh token"
            help "remove `refresh = none`";
        BareCall { call: String } "grants/bare_call"
            "`{call}` needs a URL"
            help "write `{call} = \"https://...\"`";
        Implicit {} "grants/implicit"
            "the implicit grant is not supported"
            help "use `authorize = \"https://...\"` and `token = \"https://...\"` with `pkce = s256`"
            note "RFC 9700, section 2.1.2, advises against it";
        PasswordNoReason {} "grants/password_no_reason"
            "the `password` grant needs a reason"
            help "write `password(reason = \"...\")`"
            note "it hands the user's password to this program; RFC 9700, section 2.4, rules it out";
        PkceNoReason { word: String } "grants/pkce_none"
            "`pkce = {word}` needs a reason"
            help "write `pkce = {word}(reason = \"...\")`"
            note "send it even where it is not documented; turn it off only where the vendor rejects it";
        WebhookCode {} "grants/webhook_code"
            "a webhook has no parameter `code`: its body is JSON, and the code has a path in it"
            help "write for example `callback(mode = webhook, code = \"/data/installation/code\")`";
        WebhookAndAuthorize {} "grants/webhook_and_authorize"
            "a code that comes to a webhook and `authorize` exclude each other"
            help "remove `authorize`, or the mode `webhook`";
        IssWithoutIssuer {} "grants/iss_without_issuer"
            "`iss = required` needs an issuer to compare with"
            help "add `issuer = \"https://...\"` at the top of the block";
        RotationNoUse {} "grants/rotation_no_use"
            "`rotation` has no use: no refresh token is issued"
            help "remove `rotation`, or add `refresh`";
        LifetimeNoUse {} "lifetimes/refresh_without_grant"
            "`lifetimes(refresh_token)` has no use: no refresh token is issued"
            help "remove `refresh_token`, or add `refresh`";
        CodeLifetimeNoUse {} "lifetimes/code_without_authorize"
            "`lifetimes(code)` has no use: no call yields a code"
            help "remove `code`, or add `authorize`";
    }
}
