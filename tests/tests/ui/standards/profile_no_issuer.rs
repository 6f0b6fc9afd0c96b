use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    par = "https://acme.example/par",
    profile = fapi2,
)]
pub struct Acme;

fn main() {}
