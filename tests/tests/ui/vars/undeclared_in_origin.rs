use oauth_runtime::oauth_provider;

#[oauth_provider(
    origin = "https://{site}.acme.example",
    authorize = "/authorize",
    token = "/token",
)]
pub struct Acme;

fn main() {}
