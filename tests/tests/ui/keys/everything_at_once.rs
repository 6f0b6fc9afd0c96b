use oauth_runtime::oauth_provider;

#[oauth_provider(
    name: "Acme CRM",
    colour = "blue",
    authorise = "https://acme.example/authorize",
    token = "http://acme.example/token",
    pkce = none,
    scopes(delimiter = "", Read = "contacts.read"),
    lifetimes(access_token = 30min),
    name = "Acme Inc.",
)]
pub struct Acme;

fn main() {}
