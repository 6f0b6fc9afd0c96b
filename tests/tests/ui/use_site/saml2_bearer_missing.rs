use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
)]
pub struct Acme;

fn needs<P: oauth_runtime::capability::Saml2BearerGrant>(_: P) {}

fn check() {
    needs(Acme);
}

fn main() {}
