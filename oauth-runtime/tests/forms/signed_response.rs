//! Signed authorization responses (JWT Secured Authorization Response Mode), attacked.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::Code;
use oauth_runtime::spec::{CallbackMode, CallbackSpec, ProviderSpec};
use serde_json::{Value, json};

use crate::acme::{ACME, AUTHORIZE, CALLBACK, ISSUER, JWKS, TOKEN, builder, pairs, start, value};
use crate::world::{answering, ok};

const fn spec(mode: CallbackMode) -> ProviderSpec {
    ProviderSpec {
        calls: &[AUTHORIZE, TOKEN, JWKS],
        callback: CallbackSpec {
            mode,
            jwt: true,
            ..CallbackSpec::DEFAULT
        },
        ..ACME
    }
}
static QUERY: ProviderSpec = spec(CallbackMode::Query);
static FRAGMENT: ProviderSpec = spec(CallbackMode::Fragment);
static FORM: ProviderSpec = spec(CallbackMode::FormPost);
static PLAIN_FORM: ProviderSpec = ProviderSpec {
    callback: CallbackSpec {
        mode: CallbackMode::FormPost,
        ..CallbackSpec::DEFAULT
    },
    ..ACME
};

const TOKENS: &str = r#"{"access_token":"at-1","token_type":"Bearer"}"#;

/// The provider's key.
struct Key(EcdsaKeyPair);

impl Key {
    fn new() -> Self {
        Self(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
    }

    fn set(&self) -> String {
        let point = self.0.public_key().as_ref();
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        json!({"keys": [{
            "kty": "EC", "crv": "P-256", "kid": "k-1", "use": "sig", "alg": "ES256",
            "x": text(&point[1..33]), "y": text(&point[33..]),
        }]})
        .to_string()
    }

    fn sign(&self, claims: &Value) -> String {
        self.sign_as(&json!({"alg": "ES256", "kid": "k-1"}), claims)
    }

    fn sign_as(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.unwrap()))
    }
}

/// As the response of JARM §2.1.
fn claims() -> Value {
    json!({
        "iss": ISSUER,
        "aud": "client-1",
        "exp": start() + 600,
        "code": "c-1",
        "state": "s-1",
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

fn without(name: &str) -> Value {
    let mut claims = claims();
    claims.as_object_mut().unwrap().remove(name);
    claims
}

async fn finish(spec: &'static ProviderSpec, key: &Key, callback: &str) -> Result<String, Code> {
    let (transport, sent) = answering([ok(&key.set()), ok(TOKENS), ok(&key.set())]);
    let client = builder(spec, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "").state("s-1").begin().unwrap();
    match login.finish(callback).await {
        Ok(_) => Ok(value(&pairs(&sent.wire(1).1), "code").unwrap()),
        Err(error) => {
            assert!(sent.count() < 2, "a code was sent: {error}");
            Err(error.code())
        }
    }
}

#[tokio::test]
async fn the_mode_is_asked_for_and_the_response_taken() {
    let key = Key::new();
    let jwt = key.sign(&claims());
    for (spec, mode, callback) in [
        (&QUERY, "query.jwt", format!("{CALLBACK}?response={jwt}")),
        (
            &FRAGMENT,
            "fragment.jwt",
            format!("{CALLBACK}#response={jwt}"),
        ),
        (&FORM, "form_post.jwt", format!("response={jwt}")),
    ] {
        let (transport, _) = answering([]);
        let client = builder(spec, transport).build().unwrap();
        let login = client.authorize(CALLBACK, "").state("s-1").begin().unwrap();
        let asked = value(&pairs(login.url()), "response_mode");
        assert_eq!(asked.as_deref(), Some(mode));
        login.check(&callback).unwrap();
        assert_eq!(finish(spec, &key, &callback).await, Ok("c-1".into()));
    }
    let (transport, _) = answering([]);
    let client = builder(&PLAIN_FORM, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let asked = value(&pairs(login.url()), "response_mode");
    assert_eq!(asked.as_deref(), Some("form_post"));
}

#[tokio::test]
async fn what_the_provider_did_not_sign_for_this_client_is_refused() {
    let (key, other) = (Key::new(), Key::new());
    let none = format!(
        "{}.{}.",
        URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#),
        URL_SAFE_NO_PAD.encode(claims().to_string())
    );
    let symmetric = key.sign_as(&json!({"alg": "HS256", "kid": "k-1"}), &claims());
    for (response, expected) in [
        (none, Code::JwtRefused),
        (symmetric, Code::JwtRefused),
        (other.sign(&claims()), Code::JwtRefused),
        (
            key.sign(&with("iss", json!("https://evil.example"))),
            Code::IssuerMismatch,
        ),
        (key.sign(&without("iss")), Code::IssuerMismatch),
        (
            key.sign(&with("aud", json!("client-2"))),
            Code::ResponseRefused,
        ),
        (key.sign(&without("aud")), Code::ResponseRefused),
        (
            key.sign(&with("exp", json!(start() - 11))),
            Code::ResponseRefused,
        ),
        (key.sign(&without("exp")), Code::ResponseRefused),
        (
            key.sign(&with("iat", json!(start() + 60))),
            Code::ResponseRefused,
        ),
        (key.sign(&with("state", json!("s-2"))), Code::StateMismatch),
        (key.sign(&without("state")), Code::StateMissing),
        (key.sign(&without("code")), Code::CodeMissing),
        ("no.jwt".into(), Code::JwtRefused),
    ] {
        let callback = format!("{CALLBACK}?response={response}");
        assert_eq!(
            finish(&QUERY, &key, &callback).await,
            Err(expected),
            "{response}"
        );
    }
}

#[tokio::test]
async fn a_plain_response_where_a_signed_one_was_asked_for_is_refused() {
    let key = Key::new();
    for callback in [
        format!("{CALLBACK}?code=c-1&state=s-1&iss={ISSUER}"),
        format!("{CALLBACK}?error=access_denied&state=s-1"),
        format!("{CALLBACK}?code=c-1&state=s-1&response="),
        CALLBACK.to_owned(),
    ] {
        let refused = finish(&QUERY, &key, &callback).await;
        assert!(
            matches!(refused, Err(Code::ResponseRefused | Code::JwtRefused)),
            "{callback}: {refused:?}"
        );
    }
    let jwt = key.sign(&claims());
    let twice = format!("{CALLBACK}?response={jwt}&response={jwt}");
    assert_eq!(
        finish(&QUERY, &key, &twice).await,
        Err(Code::DuplicateParameter)
    );
}

#[tokio::test]
async fn beside_a_signed_response_nothing_counts() {
    let key = Key::new();
    let jwt = key.sign(&claims());
    let callback = format!("{CALLBACK}?response={jwt}&code=evil&state=s-1&iss={ISSUER}");
    assert_eq!(finish(&QUERY, &key, &callback).await, Ok("c-1".into()));
}

#[tokio::test]
async fn a_foreign_response_ends_nothing() {
    let key = Key::new();
    let (transport, _) = answering([ok(&key.set()), ok(TOKENS)]);
    let client = builder(&QUERY, transport).build().unwrap();
    let login = client.authorize(CALLBACK, "").state("s-1").begin().unwrap();
    for stray in [
        format!("{CALLBACK}?code=c-1&state=s-1"),
        format!(
            "{CALLBACK}?response={}",
            key.sign(&with("state", json!("s-2")))
        ),
    ] {
        assert!(login.check(&stray).unwrap_err().is_stray_callback());
        assert!(login.finish(&stray).await.unwrap_err().is_stray_callback());
    }
    let denied = key.sign(&json!({
        "iss": ISSUER, "aud": "client-1", "exp": start() + 600,
        "error": "access_denied", "state": "s-1",
    }));
    let error = login
        .finish(&format!("{CALLBACK}?response={denied}"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied);
}
