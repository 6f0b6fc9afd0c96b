use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(env: OneOf(Live(login = "go", api = "api"), Test(login = "go2"))),
    authorize = "https://acme.example/authorize",
    token = "https://{env.login}.acme.example/token",
)]
pub struct Acme;

fn main() {}
