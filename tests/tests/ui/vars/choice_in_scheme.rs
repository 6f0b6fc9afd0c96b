use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(region: OneOf(
        Us(login = "www.acme.example", api = "https://api.acme.example"),
        Eu(login = "eu.acme.example", api = "https://api.eu.acme.example"),
    )),
    authorize = "https://{region.login}/authorize",
    token = "{region.login}/token",
)]
pub struct Acme;

fn main() {}
