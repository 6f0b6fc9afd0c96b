use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(sender: Text, key: Secret),
    client_auth = none,
    client_credentials(
        url = "https://acme.example/gateway",
        place = xml,
        omit(client_id, grant_type, scope),
        params(request("sender id" = "{sender}", key = "{key}")),
    ),
)]
pub struct Acme;

fn main() {}
