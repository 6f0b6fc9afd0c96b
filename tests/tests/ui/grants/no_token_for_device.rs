use oauth_runtime::oauth_provider;

#[oauth_provider(
    device = "https://acme.example/device",
)]
pub struct Acme;

fn main() {}
