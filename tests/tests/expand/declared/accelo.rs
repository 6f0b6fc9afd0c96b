/// Professional services automation.
#[oauth_provider(
    docs = "https://api.accelo.com/docs/", checked = "2026-11",
    vars(deployment: DnsLabel, domain: Host("*.accelo.com", "*.affinitylive.com") = "api.accelo.com"),
    authorize = "https://{deployment}.{domain}/oauth2/v0/authorize",
    token(url = "https://{deployment}.{domain}/oauth2/v0/token", answer(keep(deployment, deployment_name, deployment_uri, account_id, account_details: Json))),
    client_credentials,
    revoke = "https://{deployment}.{domain}/oauth2/v0/revoke",
    introspect(url = "https://{deployment}.{domain}/api/v0/tokeninfo", method = get, client_auth = none, names(token = bearer), omit(client_id)),
    client_auth = basic(raw), pkce = none(reason = "unknown to the vendor's documents"), callback(pin),
    scopes(delimiter = ",", literal = "()", ReadAll = "read(all)", WriteAll("write(all)", implies(ReadAll)), Read = "read({})", Write = "write({})"),
    api(base = "https://{deployment}.{domain}/api/v0/",
        bearer(authorization, query("_bearer_token", reason = "the vendor's second form")),
        answer(success("/meta/status" = "ok"), error = ["/meta/status", "/status"], error_description = ["/meta/message", "/message"]),
        lockout("/status" = "too_many_failed_logins"),
        rate_limit(limit = "x-ratelimit-limit", remaining = "x-ratelimit-remaining", reset = epoch("x-ratelimit-reset"))),
)]
pub struct Accelo;
