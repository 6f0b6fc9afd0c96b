use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", answer(error_map("E42" = invalid_grand))),
)]
pub struct Acme;

fn main() {}
