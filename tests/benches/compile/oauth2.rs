pub mod pNNN {
    use std::pin::Pin;

    use oauth2::basic::*;
    use oauth2::*;
    use serde::{Deserialize, Serialize};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum PNNNScope {
        ContactsRead,
        ContactsWrite,
        DealsRead,
        DealsWrite,
        TasksRead,
        TasksWrite,
        FilesRead,
        FilesWrite,
        UsersRead,
        UsersWrite,
    }

    impl PNNNScope {
        pub fn value(self) -> &'static str {
            match self {
                Self::ContactsRead => "contacts.read",
                Self::ContactsWrite => "contacts.write",
                Self::DealsRead => "deals.read",
                Self::DealsWrite => "deals.write",
                Self::TasksRead => "tasks.read",
                Self::TasksWrite => "tasks.write",
                Self::FilesRead => "files.read",
                Self::FilesWrite => "files.write",
                Self::UsersRead => "users.read",
                Self::UsersWrite => "users.write",
            }
        }
    }

    #[derive(Debug, Serialize, Deserialize)]
    pub struct PNNNExtras {
        pub instance_url: Option<String>,
    }

    impl ExtraTokenFields for PNNNExtras {}

    pub type PNNNTokens = StandardTokenResponse<PNNNExtras, BasicTokenType>;

    pub type PNNNClient = Client<
        BasicErrorResponse,
        PNNNTokens,
        BasicTokenIntrospectionResponse,
        StandardRevocableToken,
        BasicRevocationErrorResponse,
        EndpointSet,
        EndpointNotSet,
        EndpointNotSet,
        EndpointNotSet,
        EndpointSet,
    >;

    pub fn client(tenant: &str, id: &str, secret: &str, redirect_uri: &str) -> Result<PNNNClient, Box<dyn std::error::Error>> {
        Ok(Client::new(ClientId::new(id.to_owned()))
            .set_client_secret(ClientSecret::new(secret.to_owned()))
            .set_auth_type(AuthType::RequestBody)
            .set_auth_uri(AuthUrl::new(format!("https://{tenant}.pNNN.example/oauth/authorize"))?)
            .set_token_uri(TokenUrl::new(format!("https://{tenant}.pNNN.example/oauth/token"))?)
            .set_redirect_uri(RedirectUrl::new(redirect_uri.to_owned())?))
    }

    pub fn begin(client: &PNNNClient, scopes: &[PNNNScope]) -> (url::Url, CsrfToken, PkceCodeVerifier) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let scopes = scopes.iter().map(|scope| Scope::new(scope.value().to_owned()));
        let request = client.authorize_url(CsrfToken::new_random).set_pkce_challenge(challenge);
        let (url, state) = request.add_scopes(scopes).url();
        (url, state, verifier)
    }

    pub type Failure = RequestTokenError<HttpClientError<reqwest::Error>, BasicErrorResponse>;

    pub fn finish(client: PNNNClient, http: reqwest::Client, code: String, verifier: PkceCodeVerifier) -> Pin<Box<dyn Future<Output = Result<PNNNTokens, Failure>> + Send>> {
        Box::pin(async move {
            let request = client.exchange_code(AuthorizationCode::new(code)).set_pkce_verifier(verifier);
            request.request_async(&http).await
        })
    }

    pub fn instance_url(tokens: &PNNNTokens) -> Option<&str> {
        tokens.extra_fields().instance_url.as_deref()
    }
}
