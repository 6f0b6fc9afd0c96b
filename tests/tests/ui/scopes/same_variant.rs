use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(read_all = "everything", readAll = "all"),
)]
pub struct Acme;

fn main() {}
