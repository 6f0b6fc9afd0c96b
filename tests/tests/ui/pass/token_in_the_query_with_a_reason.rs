use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", place = query, reason = "the vendor reads the query only"),
)]
pub struct Acme;

fn main() {}
