// A pattern with the fields of another language.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", headers("x-date" = "{now('yyyy-mm-dd')}")),
)]
pub struct Acme;

fn main() {}
