use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh = none,
    scopes(Read = "contacts.read"),
)]
pub struct Acme;

#[oauth_provider(
    authorize = "https://other.example/authorize",
    token = "https://other.example/token",
    scopes(Read = "read"),
)]
pub struct Other;

fn sign_in(client: AcmeClient) {
    let _ = client.authorize("http://127.0.0.1/callback", [OtherScope::Read]);
}

fn main() {}
