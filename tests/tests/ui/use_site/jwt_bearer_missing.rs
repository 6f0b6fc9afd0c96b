use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn needs<P: oauth_runtime::capability::JwtBearerGrant>(_: P) {}

fn check() {
    needs(Acme);
}

fn main() {}
