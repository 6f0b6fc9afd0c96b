use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: Origin),
    authorize = "https://acme.example/authorize",
    token = "{site}.acme.example/token",
)]
pub struct Acme;

fn main() {}
