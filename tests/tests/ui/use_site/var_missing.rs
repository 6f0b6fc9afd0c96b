use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: DnsLabel, region: DnsLabel),
    authorize = "https://{site}.{region}.acme.example/authorize",
    token = "https://{site}.{region}.acme.example/token",
)]
pub struct Acme;

fn client() {
    let site = "acme".parse().unwrap();
    let _ = AcmeClient::builder(AcmeVars { site }, "client-id");
}

fn main() {}
