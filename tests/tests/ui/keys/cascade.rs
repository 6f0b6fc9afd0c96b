use oauth_runtime::{NoVars, Secret, oauth_provider};

#[oauth_provider(
    authorise = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_credentials,
    scopes(Read = "contacts.read", Write = "contacts.write"),
)]
pub struct Acme;

async fn use_it(client: AcmeClient, secret: Secret) -> Result<(), oauth_runtime::Error> {
    let _ = client.authorize("http://127.0.0.1/", [AcmeScope::Read, AcmeScope::Write]);
    let session = client.client_credentials([AcmeScope::Read]).await?;
    session.revoke().await?;
    let _ = AcmeClient::builder(NoVars, "client-id").client_secret(secret).build()?;
    Ok(())
}

fn main() {}
