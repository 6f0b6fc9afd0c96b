use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh = none,
    scopes(Read = "contacts.read"),
)]
pub struct Acme;

fn sign_in(client: AcmeClient) {
    let _ = client.authorize([AcmeScope::Read]);
}

fn main() {}
