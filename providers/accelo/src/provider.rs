//! The declaration: everything about OAuth at Accelo.

use oauth_runtime::oauth_provider;

/// Accelo, professional services automation (formerly AffinityLive).
#[oauth_provider(docs = "https://api.accelo.com/docs/", checked = "2026-11", callback(pin),
    vars(deployment: DnsLabel, domain: Host("*.accelo.com", "*.affinitylive.com") =
        "api.accelo.com"), client_auth = basic(raw), pkce = none(reason = "undocumented"),
    scopes(delimiter = ",", literal = "()", ReadAll = "read(all)",
        WriteAll("write(all)", implies(ReadAll)), Read = "read({})", Write = "write({})"),
    authorize = "https://{deployment}.{domain}/oauth2/v0/authorize", client_credentials,
    token(url = "https://{deployment}.{domain}/oauth2/v0/token", answer(keep(deployment,
        deployment_name, deployment_uri, account_id, account_details: Json))),
    revoke = "https://{deployment}.{domain}/oauth2/v0/revoke",
    introspect(url = "https://{deployment}.{domain}/api/v0/tokeninfo", method = get,
        client_auth = none, names(token = bearer), omit(client_id)),
    api(base = "https://{deployment}.{domain}/api/v0/", bearer(authorization,
            query("_bearer_token", reason = "the vendor's second form")),
        answer(success("/meta/status" = "ok"), error = ["/meta/status", "/status"],
            error_description = ["/meta/message", "/message"]),
        lockout("/status" = "too_many_failed_logins"), rate_limit(limit = "x-ratelimit-limit",
            remaining = "x-ratelimit-remaining", reset = epoch("x-ratelimit-reset"))))]
pub struct Accelo;
