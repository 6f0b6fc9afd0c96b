use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh = none,
    scopes(Read = "contacts.read"),
)]
pub struct Acme;

async fn look(session: oauth_runtime::Session<Acme>) {
    let _ = session.get("contacts");
}

fn main() {}
