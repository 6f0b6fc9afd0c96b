use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2,
    mtls,
    api(base = "https://api.acme.example/", bearer(query("access_token", reason = "the vendor reads the query only"))),
)]
pub struct Acme;

fn main() {}
