use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(ports(8976, 8977, 8976)),
)]
pub struct Acme;

fn main() {}
