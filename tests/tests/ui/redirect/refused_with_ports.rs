use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(host = refused, ports(8976)),
)]
pub struct Acme;

fn main() {}
