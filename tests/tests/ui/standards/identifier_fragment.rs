use oauth_runtime::oauth_provider;

#[oauth_provider(
    resource = "https://mcp.acme.example/mcp#tools",
)]
pub struct Acme;

fn main() {}
