use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(app_id: Text, secret_key: Secret),
    authorize(url = "https://acme.example/authorize", params(nonce = "{uuid}")),
    token(
        url = "https://acme.example/token",
        before(app(
            url = "https://acme.example/app",
            headers(
                "x-date" = "{now('YYYY-MM-DDTHH:mm:ss', -8h)}",
                "x-sign" = "{sha256_hex(base64(uuid + app_id + now + secret_key))}",
            ),
            answer(keep(token: Secret)),
        )),
        then(session(url = "https://acme.example/session", bearer, optional)),
        headers("x-app-token" = "{app.token}"),
        params(context = "stores"),
    ),
    refresh(then(), omit("context")),
    learn(sites(url = "https://acme.example/sites", each = "/data", answer(keep(site_id = "id")))),
    api(
        base = "https://acme.example/api/",
        bearer(none),
        headers("authorization" = "Basic {base64(token.site_id + ':' + access_token)}"),
    ),
)]
pub struct Acme;

fn main() {}
