use oauth_runtime::oauth_provider;

#[oauth_provider(
    name = "Acme CRM",
)]
pub struct Acme;

fn main() {}
