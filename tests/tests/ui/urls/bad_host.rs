use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme_crm.example/token",
)]
pub struct Acme;

fn main() {}
