use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(host: Host("*.acme.example") = "api.other.example"),
    authorize = "https://acme.example/authorize",
    token = "https://{host}/token",
)]
pub struct Acme;

fn main() {}
