#![allow(unused_imports)]
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "/oauth/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
