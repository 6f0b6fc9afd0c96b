use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: DnsLabel),
    origin = "https://{site}.acme.example",
    answer(error_description = "errorDescription", keep(realm)),
    authorize = "/authorize",
    token = "/token",
    revoke = "/revoke",
    api = "/api/{token.realm}/",
)]
pub struct Acme;

fn main() {}
