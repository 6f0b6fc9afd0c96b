pub mod pNNN {
    use std::pin::Pin;

    use oauth_runtime::{Error, Session, SignIn, oauth_provider};

    /// Provider NNN.
    #[oauth_provider(
        vars(tenant: DnsLabel),
        authorize = "https://{tenant}.pNNN.example/oauth/authorize",
        token(url = "https://{tenant}.pNNN.example/oauth/token", answer(keep(instance_url))),
        scopes(
            ContactsRead = "contacts.read", ContactsWrite = "contacts.write",
            DealsRead = "deals.read", DealsWrite = "deals.write",
            TasksRead = "tasks.read", TasksWrite = "tasks.write",
            FilesRead = "files.read", FilesWrite = "files.write",
            UsersRead = "users.read", UsersWrite = "users.write",
        ),
    )]
    pub struct PNNN;

    pub fn client(tenant: &str, id: &str, secret: &str) -> Result<PNNNClient, Box<dyn std::error::Error>> {
        let vars = PNNNVars { tenant: tenant.parse()? };
        Ok(PNNNClient::builder(vars, id).client_secret(secret).build()?)
    }

    pub fn begin(client: &PNNNClient, redirect_uri: &str, scopes: &[PNNNScope]) -> Result<SignIn<PNNN>, Error> {
        client.authorize(redirect_uri, scopes.iter().cloned()).begin()
    }

    pub fn finish(sign_in: SignIn<PNNN>, callback: String) -> Pin<Box<dyn Future<Output = Result<Session<PNNN>, Error>> + Send>> {
        Box::pin(async move { sign_in.finish(&callback).await })
    }

    pub fn instance_url(session: &Session<PNNN>) -> Option<String> {
        session.extras().instance_url
    }
}
