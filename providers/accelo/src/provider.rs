//! The declaration: everything about OAuth at Accelo.

use oauth_runtime::oauth_provider;

/// Accelo, professional services automation (formerly AffinityLive).
#[oauth_provider(
    docs = "https://api.accelo.com/docs/", checked = "2026-11", client_auth = basic(raw),
    vars(deployment: DnsLabel, domain: Host("*.accelo.com", "*.affinitylive.com")
        = "api.accelo.com"), origin = "https://{deployment}.{domain}", callback(pin),
    pkce = none(reason = "not documented"), authorize = "/oauth2/v0/authorize", client_credentials,
    scopes(delimiter = ",", literal = "()", ReadAll = "read(all)",
        WriteAll("write(all)", implies(ReadAll)), Read = "read({})", Write = "write({})"),
    token(url = "/oauth2/v0/token", answer(error = ["error", "/meta/status", "/status"],
        error_description = ["error_description", "/meta/message", "/message"], keep(deployment,
            deployment_name, deployment_uri, account_id, account_details: Json))),
    revoke = "/oauth2/v0/revoke", introspect(url = "/api/v0/tokeninfo", method = get,
        client_auth = none, names(token = bearer), omit(client_id)),
    api(base = "/api/v0/", lockout("/status" = "too_many_failed_logins"),
        bearer(authorization, query("_bearer_token", reason = "the vendor's second form")),
        answer(success("/meta/status" = "ok"), error = ["/meta/status", "/status"],
            error_description = ["/meta/message", "/message"]), rate_limit(
            limit = "x-ratelimit-limit", remaining = "x-ratelimit-remaining",
            reset = epoch("x-ratelimit-reset"))),
)]
pub struct Accelo;
