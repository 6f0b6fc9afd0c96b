use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(env: OneOf(Live(login = "go", api = "api"), Test(login = "go2", api = "api2")) = Live),
    authorize = "https://{env.login}.acme.example/authorize",
    token = "https://acme.example/token",
    api = "https://{env.api}.acme.example/",
)]
pub struct Acme;

fn main() {
    let _ = AcmeVars { env: AcmeEnv::Test };
    let _ = AcmeVars::default();
}
