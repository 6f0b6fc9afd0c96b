use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://acme.example/api/",
        bearer(header("access-token"), cookie("SESSION")),
        headers("authorization" = "Signature {hmac_sha256_hex(client_secret, 'a' + '\n' + 'b\r\n')}"),
    ),
)]
pub struct Acme;

fn main() {}
