use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", names(client_id = "client_key", client_id = "app_id")),
)]
pub struct Acme;

fn main() {}
