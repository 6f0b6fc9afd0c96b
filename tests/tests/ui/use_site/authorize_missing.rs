use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    scopes(Application = "application"),
)]
pub struct Acme;

fn sign_in(client: AcmeClient) {
    let _ = client.authorize("http://127.0.0.1/callback", [AcmeScope::Application]);
}

fn main() {}
