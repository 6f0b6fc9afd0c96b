//! Sign-ins of a person: at a device, in a browser, or with nobody there.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_mock::MockClock;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, DynClient, Error, Provider as _};
use oauth_sign_in::{SignInExt as _, Silent, Surroundings, Way};
use serde_json::json;

use super::{Case, Provoked, RESPONSE, builder, client};
use crate::device::world::{World, refusal};
use crate::support::replying;

mod device {
    /// A provider with a device flow.
    #[oauth_runtime::oauth_provider(
        device = "https://acme.example/device",
        token = "https://acme.example/token"
    )]
    pub struct Acme;
}

/// A sign-in whose answer has an ID token with these claims.
fn id_token(claims: &'static str) -> Provoked {
    Box::pin(async move {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        let token = format!("{}.{}.CANARY", part(r#"{"alg":"RS256"}"#), part(claims));
        let reply = json!({"access_token": "CANARY-access", "id_token": token});
        let client = client(crate::support::json(reply.to_string()));
        super::sign_in(&client, RESPONSE).await.unwrap_err()
    })
}

fn issued(verification_uri: &str) -> String {
    json!({
        "device_code": "CANARY-device-code",
        "user_code": "CANARY-user-code",
        "verification_uri": verification_uri,
        "expires_in": 600,
    })
    .to_string()
}

async fn clocks_that_run_apart() -> Error {
    let script = ["slow_down", "authorization_pending", "slow_down"]
        .map(refusal)
        .to_vec();
    let (outcome, _) = World::new(0.73).run(json!({}), script).await;
    outcome.unwrap_err()
}

async fn code_that_ends() -> Error {
    let clock = MockClock::new();
    let transport = replying(|_, _| Ok(crate::support::json(issued("https://acme.example/d")))).0;
    let client = DynClient::builder(device::Acme::SPEC, &[], "app")
        .clock(clock.clone())
        .transport(transport)
        .build()
        .unwrap();
    let sign_in = client.device_authorization("").send().await.unwrap();
    clock.advance(Duration::from_secs(601));
    sign_in.poll().await.unwrap_err()
}

/// CVE-2025-6514: an address that a server answered went through a shell.
async fn unsafe_address() -> Error {
    let reply = issued("file:///CANARY/$(id)");
    let transport = replying(move |_, _| Ok(crate::support::json(reply.clone()))).0;
    let client = DynClient::builder(device::Acme::SPEC, &[], "app")
        .transport(transport)
        .build()
        .unwrap();
    client.device_authorization("").send().await.unwrap_err()
}

async fn nobody_came() -> Error {
    let client = builder().build().unwrap();
    client
        .sign_in("read")
        .way(Way::Browser)
        .browser(|_| Ok(()))
        .person(Silent)
        .timeout(Duration::from_millis(50))
        .await
        .unwrap_err()
}

async fn taken_port() -> Error {
    let holder = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let client = builder().build().unwrap();
    client
        .sign_in("read")
        .way(Way::Browser)
        .port(holder.local_addr().unwrap().port())
        .browser(|_| panic!("no browser is opened"))
        .person(Silent)
        .await
        .unwrap_err()
}

async fn nobody_there(ci: bool) -> Error {
    let mut surroundings = Surroundings::default();
    surroundings.ci = ci;
    let client = builder().build().unwrap();
    let attempt = client.sign_in("read").person(Silent);
    attempt.surroundings(surroundings).await.unwrap_err()
}

async fn redirect_uri_is_needed() -> Error {
    let client = DynClient::builder(https_alone::Acme::SPEC, &[], "app")
        .build()
        .unwrap();
    let attempt = client.sign_in("").way(Way::Browser).person(Silent);
    attempt.await.unwrap_err()
}

mod https_alone {
    /// A provider that takes no redirect URI on loopback.
    #[oauth_runtime::oauth_provider(
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        redirect = refused
    )]
    pub struct Acme;
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::IdTokenRefused, || {
        id_token(r#"{"iss":"https://evil.example/\u202e","aud":"app"}"#)
    })
    .on(CallKind::Token)
    .key("issuer")
    .says(&[
        "`iss` is not the issuer `https://acme.example`",
        "it is `https://evil.example/\\u{202e}`",
    ]),
    Case::new(Code::IdTokenRefused, || {
        id_token(r#"{"iss":"https://acme.example","sub":"1","aud":"CANARY"}"#)
    })
    .on(CallKind::Token)
    .key("client_id")
    .says(&["`aud` does not name this client id"]),
    Case::new(Code::PollingTooFast, || Box::pin(clocks_that_run_apart()))
        .of("tv")
        .on(CallKind::DeviceToken)
        .says(&["37 % faster", "`wsl --shutdown`"]),
    Case::new(Code::DeviceCodeExpired, || Box::pin(code_that_ends()))
        .on(CallKind::DeviceToken)
        .says(&["nobody typed the device's code", "begin a new sign-in"]),
    Case::new(Code::NobodySignedIn, || Box::pin(nobody_came()))
        .says(&["in time", "begin a new one"]),
    Case::new(Code::NoPort, || Box::pin(taken_port()))
        .key("redirect(ports)")
        .says(&["is taken", "`port(...)`"]),
    Case::new(Code::NoPerson, || Box::pin(nobody_there(false)))
        .says(&["no display, no device flow and no terminal", "`BROWSER`"]),
    Case::new(Code::NoPerson, || Box::pin(nobody_there(true))).says(&["a build server"]),
    Case::new(Code::UnsafeAddress, || Box::pin(unsafe_address()))
        .on(CallKind::Device)
        .key("device(answer(verification_uri))")
        .says(&["`verification_uri`"]),
    Case::new(Code::SettingMissing, || Box::pin(redirect_uri_is_needed()))
        .key("redirect_uri")
        .says(&["`redirect_uri(...)`"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
