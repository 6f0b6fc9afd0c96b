//! Pages of calls before anything is known of what answers bring.

use oauth_runtime::spec::{CallKind, ProviderSpec};
use oauth_runtime::{DynClient, Provider as _, oauth_provider};

/// A step's token stands for the client, and the callback names a device.
#[oauth_provider(
    authorize = "https://login.acme.example/authorize",
    callback(keep(device_id = "deviceId", region: Host("*.acme.example"))),
    token(
        url = "https://{callback.region}/token/{callback.device_id}",
        before(app(
            url = "https://login.acme.example/app",
            params(stamp = "{now}"),
            answer(keep(token: Secret = "app_token")),
        )),
        client_auth = authorization("Bearer {app.token}"),
        params(
            device_id = "{callback.device_id}",
            digest = "{sha256_hex(callback.device_id + 'x')}",
        ),
    ),
    learn(
        sites(
            url = "https://{callback.region}/sites",
            each = "/sites",
            answer(keep(href: Url("*.acme.example"), site_id = "id")),
        ),
        keys(
            url = "https://login.acme.example/keys/{token.site_id}",
            answer(keep(api_key: Secret = "key")),
        ),
    ),
    api(
        base = "{token.href}/",
        path = "/v1/",
        headers("x-site" = "{token.site_id}", "x-key" = "{token.api_key}"),
    ),
)]
pub struct Acme;

/// Secrets stand in addresses.
#[oauth_provider(
    vars(key: Secret),
    authorize = "https://chat.example/a",
    token(
        url = "https://chat.example/t/{client_secret}?k={key}",
        reason = "the vendor has no other place",
    ),
    api(base = "https://chat.example/bot{access_token}/", reason = "the vendor has no other place"),
)]
pub struct Bot;

/// Nothing is learned.
#[oauth_provider(
    authorize = "https://plain.example/a",
    token(url = "https://plain.example/t", client_auth = authorization("Client {client_secret}")),
)]
pub struct Plain;

fn page(spec: &'static ProviderSpec, kind: CallKind) -> Option<String> {
    let client = DynClient::builder(spec, &[], "id-1").client_secret("s-1");
    let page = client.build().unwrap().explain(kind).unwrap();
    page.map(|page| page.to_string())
}

#[test]
fn no_secret_stands_in_an_address() {
    let client = DynClient::builder(Bot::SPEC, &[("key", "k-1")], "id-1").client_secret("s-1");
    let client = client.build().unwrap();
    let token = client.explain(CallKind::Token).unwrap().unwrap();
    assert_eq!(token.url, "https://chat.example/t/‹client_secret›?k=‹key›");
    let api = client.explain(CallKind::Api).unwrap().unwrap();
    assert_eq!(api.url, "https://chat.example/bot‹access_token›/");
}

fn has(page: &str, texts: &[&str]) {
    for text in texts {
        assert!(page.contains(text), "no `{text}` in {page}");
    }
}

#[test]
fn what_is_not_known_yet_is_shown_by_its_name() {
    let token = page(Acme::SPEC, CallKind::Token).unwrap();
    has(
        &token,
        &[
            "POST https://‹callback.region›/token/‹callback.device_id›\n",
            "device_id = ‹callback.device_id› ",
            "digest = ‹sha256_hex(callback.device_id + 'x')› ",
            "redirect_uri = ‹redirect_uri› ",
        ],
    );
    let api = page(Acme::SPEC, CallKind::Api).unwrap();
    has(
        &api,
        &[
            "https://‹token.href›/v1/",
            "x-site = ‹token.site_id› ",
            "x-key = ‹x-key› ",
        ],
    );
}

#[test]
fn client_authentication_of_a_template_is_shown_as_it_is_declared() {
    let token = page(Acme::SPEC, CallKind::Token).unwrap();
    has(&token, &["authorization = ‹Bearer app.token› "]);
    assert!(!token.contains("client_secret"), "{token}");
    let token = page(Plain::SPEC, CallKind::Token).unwrap();
    has(&token, &["authorization = ‹Client client_secret› "]);
    assert!(!token.contains("s-1"), "{token}");
}

#[test]
fn every_call_that_learns_has_a_page() {
    let learn = page(Acme::SPEC, CallKind::Learn).unwrap();
    has(
        &learn,
        &[
            "`sites`: GET https://‹callback.region›/sites\n",
            "authorization = ‹Bearer access_token› ",
            "\nthen, `keys`: GET https://login.acme.example/keys/‹token.site_id›\n",
        ],
    );
    assert_eq!(page(Plain::SPEC, CallKind::Learn), None);
}
