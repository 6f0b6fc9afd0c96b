//! What the program hands in, and what is refused of it before anything is sent.

use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{Code, DynClient, Error, Provider as _, Secret, TokenSet, oauth_provider};

use super::{ACCESS, CALLBACK, Case, Provoked, builder};

mod tenants {
    /// A provider with tenants.
    #[oauth_runtime::oauth_provider(
        vars(site: DnsLabel, key: Secret),
        authorize = "https://{site}.acme.example/authorize",
        token(url = "https://{site}.acme.example/token", headers("x-key" = "{key}")),
        client_credentials,
        scopes(required),
    )]
    pub struct Acme;
}

mod plain {
    /// A provider without TLS, by an address of its own.
    #[oauth_runtime::oauth_provider(
        vars(host: Host),
        token = "https://{host}/token",
        client_credentials,
    )]
    pub struct Acme;
}

/// A provider whose answer says where the API is.
#[oauth_provider(
    name = "Acme",
    token(
        url = "https://acme.example/token",
        answer(keep(api_base: Url("*.acme.example"))),
    ),
    client_credentials,
    api(base = "{token.api_base}"),
)]
pub struct Kept;

fn tenant(site: &'static str, key: &'static str) -> Result<DynClient, Error> {
    let vars = [("site", site), ("key", key)];
    DynClient::builder(tenants::Acme::SPEC, &vars, "app")
        .client_secret("CANARY-secret")
        .build()
}

fn site(site: &'static str) -> Provoked {
    Box::pin(async move { tenant(site, "CANARY").unwrap_err() })
}

async fn secret_value() -> Error {
    tenant("acme", "CANARY\n").unwrap_err()
}

async fn no_site() -> Error {
    let built = DynClient::builder(tenants::Acme::SPEC, &[("key", "CANARY")], "app").build();
    built.unwrap_err()
}

async fn never_answered() -> Error {
    let client = DynClient::builder(Kept::SPEC, &[], "app").build().unwrap();
    let session = client.session(TokenSet::new(ACCESS, std::time::SystemTime::UNIX_EPOCH));
    session.request(Method::Get, "me").send().await.unwrap_err()
}

async fn line_break_in_a_secret() -> Error {
    builder()
        .client_secret("CANARY\r\nx: y")
        .build()
        .unwrap_err()
}

async fn fragment() -> Error {
    let client = builder().build().unwrap();
    client
        .authorize("https://app.example/#CANARY", "read")
        .begin()
        .unwrap_err()
}

async fn parameter_of_the_declaration() -> Error {
    let client = builder().build().unwrap();
    let login = client.authorize(CALLBACK, "read").param("state", "CANARY");
    login.begin().unwrap_err()
}

async fn insecure_endpoint() -> Error {
    let client = builder().endpoint(CallKind::Token, "http://acme.example/token?x=CANARY");
    client.build().unwrap_err()
}

async fn insecure_stand_in() -> Error {
    builder()
        .against("http://acme.example")
        .build()
        .unwrap_err()
}

async fn foreign_link() -> Error {
    let client = builder().build().unwrap();
    let session = client.session(TokenSet::new(ACCESS, std::time::SystemTime::UNIX_EPOCH));
    let link = "https://evil.example/next?cursor=CANARY";
    session.request(Method::Get, link).send().await.unwrap_err()
}

async fn foreign_base() -> Error {
    let reply = r#"{"access_token":"CANARY-a","api_base":"https://evil.example\u0007/"}"#;
    let transport = crate::support::replying(move |_, _| Ok(crate::support::json(reply))).0;
    let client = DynClient::builder(Kept::SPEC, &[], "app")
        .client_secret("CANARY-secret")
        .transport(transport)
        .build()
        .unwrap();
    client.client_credentials("").await.unwrap_err()
}

async fn no_secret() -> Error {
    let client = DynClient::builder(super::Acme::SPEC, &[], "app")
        .build()
        .unwrap();
    client.client_credentials("read").await.unwrap_err()
}

async fn no_password_grant() -> Error {
    let client = builder().build().unwrap();
    let password = Secret::new("CANARY-password");
    client.password("ada", password, "read").await.unwrap_err()
}

async fn no_pin() -> Error {
    let client = builder().build().unwrap();
    client.authorize_by_pin("read").begin().unwrap_err()
}

async fn no_device_flow() -> Error {
    let client = builder().build().unwrap();
    client
        .device_authorization("read")
        .send()
        .await
        .unwrap_err()
}

async fn no_scope() -> Error {
    let client = tenant("acme", "CANARY").unwrap();
    client.authorize(CALLBACK, "").begin().unwrap_err()
}

async fn plain_host() -> Error {
    let built = DynClient::builder(plain::Acme::SPEC, &[("host", "10.0.0.1")], "app").build();
    built.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::ValueRefused, || site("evil.com#\u{202e}"))
        .key("vars(site)")
        .says(&["`site` must be a `DnsLabel`", "got `evil.com#\\u{202e}`"]),
    Case::new(Code::ValueRefused, || {
        site("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbb")
    })
    .key("vars(site)")
    .says(&["!b`", "aaaa`"]),
    Case::new(Code::ValueRefused, || Box::pin(secret_value()))
        .key("vars(key)")
        .says(&["`key` must be a `Secret`", "a secret value"]),
    Case::new(Code::ValueRefused, || Box::pin(plain_host()))
        .key("vars(host)")
        .says(&["an IP address is not accepted"]),
    Case::new(Code::ValueUnset, || Box::pin(no_site()))
        .key("vars(site)")
        .says(&["`site` is not set"]),
    Case::new(Code::ValueUnset, || Box::pin(never_answered()))
        .of("kept")
        .on(CallKind::Api)
        .key("keep(api_base)")
        .says(&["`token.api_base` is not set"]),
    Case::new(Code::InputRefused, || Box::pin(line_break_in_a_secret()))
        .key("client_secret")
        .says(&["`client_secret`", "control character"]),
    Case::new(Code::InputRefused, || Box::pin(fragment()))
        .on(CallKind::Authorize)
        .key("redirect_uri")
        .says(&["fragment"]),
    Case::new(Code::InputRefused, || {
        Box::pin(parameter_of_the_declaration())
    })
    .on(CallKind::Authorize)
    .says(&["`state` is set by the declaration"]),
    Case::new(Code::InsecureUrl, || Box::pin(insecure_endpoint()))
        .key("token(url)")
        .says(&["plain http is accepted on loopback only"]),
    Case::new(Code::InsecureUrl, || Box::pin(insecure_stand_in()))
        .key("against")
        .says(&["must be on loopback"]),
    Case::new(Code::UntrustedHost, || Box::pin(foreign_link()))
        .on(CallKind::Api)
        .key("api(trust)")
        .says(&["may not see the access token"]),
    Case::new(Code::UntrustedHost, || Box::pin(foreign_base()))
        .of("kept")
        .on(CallKind::ClientCredentials)
        .key("keep(api_base)")
        .says(&["`api_base`", "evil.example\\u{7}"]),
    Case::new(Code::SecretMissing, || Box::pin(no_secret()))
        .on(CallKind::ClientCredentials)
        .key("client_secret")
        .says(&["needs a client secret"]),
    Case::new(Code::NotOffered, || Box::pin(no_password_grant()))
        .on(CallKind::Password)
        .key("password")
        .says(&["`Acme` does not offer"]),
    Case::new(Code::NotOffered, || Box::pin(no_pin()))
        .on(CallKind::Authorize)
        .key("callback(pin)")
        .says(&["`Acme` does not offer"]),
    Case::new(Code::NotOffered, || Box::pin(no_device_flow()))
        .on(CallKind::Device)
        .key("device")
        .says(&["`Acme`"]),
    Case::new(Code::ScopeRequired, || Box::pin(no_scope()))
        .on(CallKind::Authorize)
        .key("scopes(required)")
        .says(&["at least one scope"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
