use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(host = "127.0.0.1"),
)]
pub struct Acme;

fn main() {}
