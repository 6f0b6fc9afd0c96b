use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: Json),
    authorize(url = "https://acme.example/authorize", params(site = "{site}")),
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
