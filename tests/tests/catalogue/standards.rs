//! Keys and signatures: of the session, of the client and of the provider.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_mock::MockClock;
use oauth_runtime::clock::Clock as _;
use oauth_runtime::jose::{ClientKey, SignError, Signer};
use oauth_runtime::spec::{Alg, CallKind, ClientAssertion, ClientAuth, Discovery, ProviderSpec};
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, DynBuilder, DynClient, Error, Provider as _, Secret, TokenSet};
use serde_json::json;

use super::{ACCESS, CALLBACK, CLIENT_SECRET, Case, Provoked, RESPONSE, builder, refusal, sign_in};
use crate::support::{answer, json as json_answer, replying};

mod bound {
    /// A provider that binds tokens to a key.
    #[oauth_runtime::oauth_provider(
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        dpop
    )]
    pub struct Acme;
}

mod signing {
    /// A provider that signs what it says.
    #[oauth_runtime::oauth_provider(
        issuer = "https://acme.example",
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        jwks = "https://acme.example/jwks",
        userinfo = "https://acme.example/userinfo",
        callback(jwt)
    )]
    pub struct Acme;
}

mod strict {
    /// A provider that follows FAPI 2.0.
    #[oauth_runtime::oauth_provider(
        issuer = "https://acme.example",
        profile = fapi2,
        authorize = "https://acme.example/authorize",
        token = "https://acme.example/token",
        par = "https://acme.example/par",
        client_auth = private_key_jwt,
        dpop
    )]
    pub struct Acme;
}

/// A sign-in whose proofs are answered so.
fn proof(error: &'static str) -> Provoked {
    Box::pin(async move {
        let transport = replying(move |number, _| {
            let mut reply = refusal(400, error);
            let nonce = answer(400, &[("dpop-nonce", &format!("CANARY-{number}"))], "");
            reply.headers.extend(nonce.headers);
            Ok(reply)
        })
        .0;
        let client = DynClient::builder(bound::Acme::SPEC, &[], "app")
            .client_secret(CLIENT_SECRET)
            .transport(transport)
            .build()
            .unwrap();
        sign_in(&client, RESPONSE).await.unwrap_err()
    })
}

/// A client of the provider that signs; it publishes no key, and says this of the user.
fn of_signing(userinfo: &'static str) -> DynClient {
    let transport = replying(move |_, request| {
        Ok(json_answer(match request.url.ends_with("/jwks") {
            true => r#"{"keys":[]}"#,
            false => userinfo,
        }))
    })
    .0;
    DynClient::builder(signing::Acme::SPEC, &[], "app")
        .client_secret(CLIENT_SECRET)
        .transport(transport)
        .build()
        .unwrap()
}

/// A JWT that nobody signed.
fn unsigned(alg: &str, claims: &serde_json::Value) -> String {
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.CANARY", part(&json!({"alg": alg})), part(claims))
}

async fn unsigned_response() -> Error {
    let claims = json!({"code": "CANARY-code", "state": "CANARY-state"});
    let callback = format!("response={}", unsigned("none", &claims));
    sign_in(&of_signing("{}"), &callback).await.unwrap_err()
}

async fn unsigned_logout() -> Error {
    let token = unsigned("RS256", &json!({"sub": "CANARY"}));
    let client = of_signing("{}");
    client.back_channel_logout(&token).await.unwrap_err()
}

async fn plain_response() -> Error {
    sign_in(&of_signing("{}"), RESPONSE).await.unwrap_err()
}

async fn somebody_else() -> Error {
    let mut tokens = TokenSet::new(ACCESS, MockClock::new().now());
    tokens.id_token = Some(Secret::new(unsigned("RS256", &json!({"sub": "CANARY-1"}))));
    let session = of_signing(r#"{"sub":"CANARY-2"}"#).session(tokens);
    session.userinfo().await.unwrap_err()
}

/// A key service that is away.
struct Away;

impl Signer for Away {
    fn alg(&self) -> Alg {
        Alg::Es256
    }

    fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async { Err(SignError("the service is away\u{7}".into())) })
    }
}

async fn key_service_is_away() -> Error {
    let client = builder()
        .client_auth(ClientAuth::PrivateKeyJwt(ClientAssertion::DEFAULT))
        .client_key(ClientKey::new(Away))
        .transport(replying(|_, _| panic!("nothing is sent")).0)
        .build()
        .unwrap();
    sign_in(&client, RESPONSE).await.unwrap_err()
}

/// The same with nothing left to the metadata.
static STRICT: ProviderSpec = ProviderSpec {
    discovery: Discovery::None,
    ..*strict::Acme::SPEC
};

fn of_strict() -> DynBuilder {
    DynClient::builder(&STRICT, &[], "app").client_key(ClientKey::new(Away))
}

async fn weak_authentication() -> Error {
    let weak = of_strict().client_secret(CLIENT_SECRET);
    weak.client_auth(ClientAuth::Body).build().unwrap_err()
}

async fn weak_redirect_uri() -> Error {
    let client = of_strict().build().unwrap();
    let plain = CALLBACK.replacen("https", "http", 1);
    client.authorize(plain, "").begin().unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::ProofRefused, || proof("invalid_dpop_proof"))
        .on(CallKind::Token)
        .key("dpop")
        .says(&["this machine's clock", "look at `dpop`"]),
    Case::new(Code::ProofRefused, || proof("use_dpop_nonce"))
        .on(CallKind::Token)
        .key("dpop")
        .says(&["another nonce", "nothing was repeated again"]),
    Case::new(Code::JwtRefused, || Box::pin(unsigned_response()))
        .on(CallKind::Authorize)
        .key("callback(jwt)")
        .says(&["a JWT of the provider was refused", "none"]),
    Case::new(Code::JwtRefused, || Box::pin(unsigned_logout()))
        .on(CallKind::EndSession)
        .key("jwks")
        .says(&["a JWT of the provider was refused", "key"]),
    Case::new(Code::WrongSubject, || Box::pin(somebody_else()))
        .on(CallKind::UserInfo)
        .key("userinfo")
        .says(&["another person", "`sub`", "look at `userinfo`"]),
    Case::new(Code::ResponseRefused, || Box::pin(plain_response()))
        .on(CallKind::Authorize)
        .key("callback(jwt)")
        .says(&["not signed", "still waits", "look at `callback(jwt)`"]),
    Case::new(Code::NotSigned, || Box::pin(key_service_is_away()))
        .on(CallKind::Token)
        .key("client_key")
        .says(&["did not sign: the service is away\\u{7}"]),
    Case::new(Code::ProfileViolated, || Box::pin(weak_authentication()))
        .key("client_auth")
        .says(&["FAPI 2.0 §5.3.3.1", "not by `body`"]),
    Case::new(Code::ProfileViolated, || Box::pin(weak_redirect_uri()))
        .on(CallKind::Authorize)
        .key("redirect_uri")
        .says(&["redirect URIs are https, or `http` on a loopback address (FAPI 2.0 §5.3.2.2)"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
