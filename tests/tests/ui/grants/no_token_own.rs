use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials,
)]
pub struct Acme;

fn main() {}
