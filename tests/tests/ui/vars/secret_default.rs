use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(key: Secret = "s3cret"),
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", headers("x-key" = "{key}")),
)]
pub struct Acme;

fn main() {}
