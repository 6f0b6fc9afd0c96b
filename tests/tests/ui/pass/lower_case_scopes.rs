use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes(openid, offline_access, read = "contacts.read", raw = "raw"),
)]
pub struct Acme;

fn main() {
    let _ = [AcmeScope::Openid, AcmeScope::OfflineAccess, AcmeScope::Read, AcmeScope::Raw];
}
