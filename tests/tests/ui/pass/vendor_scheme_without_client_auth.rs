use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(key: Secret),
    client_credentials(url = "https://acme.example/token", client_auth = none, headers("x-acme-key" = "{key}")),
)]
pub struct Acme;

fn main() {}
