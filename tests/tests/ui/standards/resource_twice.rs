use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    resource = "https://api.acme.example/",
    authorize(params(resource = "https://api.acme.example/")),
)]
pub struct Acme;

fn main() {}
