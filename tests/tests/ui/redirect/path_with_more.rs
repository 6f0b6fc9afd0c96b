use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(path = "/cb?from=oauth"),
)]
pub struct Acme;

fn main() {}
