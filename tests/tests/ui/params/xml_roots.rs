use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(sender: Text, key: Secret),
    client_auth = none,
    client_credentials(
        url = "https://acme.example/gateway",
        place = xml,
        omit(client_id, scope),
        params(request(control(senderid = "{sender}", key = "{key}"))),
    ),
)]
pub struct Acme;

fn main() {}
