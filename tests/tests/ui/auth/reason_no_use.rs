use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", reason = "the vendor wants it so"),
)]
pub struct Acme;

fn main() {}
