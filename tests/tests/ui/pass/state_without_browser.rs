use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh(params(state = "{uuid}")),
    revoke(url = "https://acme.example/revoke", params(state = "{uuid}")),
)]
pub struct Acme;

fn main() {}
