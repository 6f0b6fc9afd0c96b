//! Variants of the declaration of Accelo.

/// The scope in the authorization address has `%28` and `%29`.
pub(in crate::wire) mod parentheses_encoded {
    use oauth_runtime::oauth_provider;

    #[oauth_provider(
        vars(deployment: DnsLabel, domain: Host("*.accelo.com", "*.affinitylive.com") = "api.accelo.com"),
        client_auth = basic(raw), callback(pin), pkce = none(reason = "the vendor never mentions it"),
        scopes(delimiter = ",", ReadAll = "read(all)",
            WriteAll("write(all)", implies(ReadAll)), Read = "read({})", Write = "write({})"),
        authorize = "https://{deployment}.{domain}/oauth2/v0/authorize",
        token(url = "https://{deployment}.{domain}/oauth2/v0/token", answer(
            error = ["error", "/meta/status", "/status"],
            error_description = ["error_description", "/meta/message", "/message"], keep(
            deployment, deployment_name, deployment_uri, account_id, account_details: Json))),
        client_credentials,
        revoke = "https://{deployment}.{domain}/oauth2/v0/revoke",
        introspect(url = "https://{deployment}.{domain}/api/v0/tokeninfo", method = get,
            client_auth = none, names(token = bearer), omit(client_id)),
        api(base = "https://{deployment}.{domain}/api/v0/",
            bearer(authorization, query("_bearer_token", reason = "the vendor's second form")),
            answer(success("/meta/status" = "ok"), error = ["/meta/status", "/status"],
                error_description = ["/meta/message", "/message"]),
            lockout("/status" = "too_many_failed_logins"),
            rate_limit(limit = "x-ratelimit-limit", remaining = "x-ratelimit-remaining",
                reset = epoch("x-ratelimit-reset"))),
    )]
    pub struct Accelo;
}
