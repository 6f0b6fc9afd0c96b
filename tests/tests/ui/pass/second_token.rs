use oauth_runtime::oauth_provider;

#[oauth_provider(
    origin = "https://acme.example",
    mtls,
    vars(tenant: DnsLabel, key: Secret),
    authorize = "/authorize",
    token(url = "/token", answer(token_type = ignored, keep(team = "/team/id"))),
    callback(state("s", in_redirect_uri)),
    introspect(
        url = "/gateway.xml",
        place = xml,
        client_auth = none,
        names(client_id = "/request/@client", token = "/request/token"),
        params(request(control("@version" = 3, key = "{key}", item = ["a", "b"]))),
    ),
    second_token(
        user(
            answer(access_token = "/user/access_token", refresh_token = "/user/refresh_token"),
            lifetimes(access_token = 12h),
        ),
        sites(
            by_refresh,
            refresh(url = "/{tenant}/token", params(scope = "sites/.default")),
            api = "https://{tenant}.acme.example/",
        ),
        bare(answer(access_token = "/bare"), refresh = none),
    ),
    api = "/api/",
)]
pub struct Acme;

fn main() {}
