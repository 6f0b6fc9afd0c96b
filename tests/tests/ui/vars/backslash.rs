use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://acme.example/api/",
        headers("x-sign" = "{hmac_sha256_hex(client_secret, path + '\\n' + body)}"),
    ),
)]
pub struct Acme;

fn main() {}
