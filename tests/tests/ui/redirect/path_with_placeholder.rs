use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(path = "/{site}/cb"),
)]
pub struct Acme;

fn main() {}
