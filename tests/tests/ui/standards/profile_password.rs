use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2,
    authorize,
    password(reason = "an old program still asks for it"),
)]
pub struct Acme;

fn main() {}
