use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "http://127.0.0.1:8080/authorize",
    token = "http://[::1]:8080/token",
    revoke = "http://localhost/revoke",
)]
pub struct Acme;

fn main() {}
