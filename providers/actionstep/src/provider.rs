//! The declaration: everything about OAuth at Actionstep.

use oauth_runtime::oauth_provider;

/// Actionstep, practice management for law firms.
#[oauth_provider(
    docs = "https://docs.actionstep.com/authentication", checked = "2026-11",
    vars(environment: OneOf(Production = "actionstep.com", Staging = "actionstepstaging.com")
        = Production, authorize_host: OneOf(Go = "go", Api = "api") = Go),
    pkce = none(reason = "the vendor never mentions it"),
    scopes(required, All = "all", Actions = "actions", Participants = "participants",
        TimeRecords = "timerecords", TimeEntries = "timeentries"),
    lifetimes(access_token = 30m, refresh_token = 21d),
    authorize = "https://{authorize_host}.{environment}/api/oauth/authorize",
    token(url = "https://api.{environment}/api/oauth/token", send(redirect_uri),
        order(grant_type, code, refresh_token, client_id, client_secret, redirect_uri),
        answer(keep(api_endpoint: Url("*.actionstep.com", "*.actionstepstaging.com"), orgkey),
            require(api_endpoint))),
    api(base = "{token.api_endpoint}", path = "/api/rest/",
        accept = "application/vnd.api+json", content_type = "application/vnd.api+json"),
)]
pub struct Actionstep;
