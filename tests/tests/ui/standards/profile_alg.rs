use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2_message_signing,
    request_object(alg = rs256),
)]
pub struct Acme;

fn main() {}
