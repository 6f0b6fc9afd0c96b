use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(key: Secret),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token?key={key}",
)]
pub struct Acme;

fn main() {}
