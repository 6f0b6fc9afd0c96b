use oauth_runtime::oauth_provider;

#[oauth_provider(
    token = "https://acme.example/token",
    callback(mode = webhook, code = "code"),
)]
pub struct Acme;

fn main() {}
