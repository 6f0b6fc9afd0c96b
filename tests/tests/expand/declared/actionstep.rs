#[oauth_provider(
    vars(environment: OneOf(Production = "actionstep.com", Staging = "actionstepstaging.com") = Production, authorize_host: OneOf(Go = "go", Api = "api") = Go),
    authorize = "https://{authorize_host}.{environment}/api/oauth/authorize",
    token(url = "https://api.{environment}/api/oauth/token", order(grant_type, code, refresh_token, client_id, client_secret, redirect_uri), send(redirect_uri),
        answer(keep(api_endpoint: Url("*.actionstep.com", "*.actionstepstaging.com"), orgkey), require(api_endpoint))),
    pkce = none(reason = "unknown to the vendor's documents"),
    scopes(required, All = "all", Actions = "actions", Participants = "participants", TimeRecords = "timerecords"),
    lifetimes(access_token = 30m, refresh_token = 21d),
    api(base = "{token.api_endpoint}", path = "/api/rest/", accept = "application/vnd.api+json", content_type = "application/vnd.api+json"),
)]
pub struct Actionstep;
