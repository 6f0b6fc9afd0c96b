//! An OpenID provider of a few lines: what it answers at each path, and how often it
//! was asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::HeaderMap;
use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::transport::TransportError;
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynBuilder, DynClient, DynSession, Error, oauth_provider};
use serde_json::{Value, json};

#[oauth_provider(
    issuer = "https://op.example",
    nonce,
    authorize = "https://op.example/authorize",
    token = "https://op.example/token",
    jwks = "https://op.example/jwks",
    userinfo = "https://op.example/userinfo",
    introspect = "https://op.example/introspect",
    end_session = "https://op.example/logout?ui=1",
    scopes(OpenId = "openid")
)]
pub(crate) struct OpenId;

#[oauth_provider(
    issuer = "https://op.example",
    nonce,
    authorize = "https://op.example/authorize",
    token = "https://op.example/token",
    jwks = "https://op.example/jwks",
    id_token(algs(hs256, es256))
)]
pub(crate) struct Shared;

#[oauth_provider(
    issuer = "https://op.example",
    authorize = "https://op.example/authorize",
    token = "https://op.example/token",
    jwks = "https://op.example/jwks",
    id_token(encrypted)
)]
pub(crate) struct Encrypted;

pub(crate) const CALLBACK: &str = "https://app.example/cb";
pub(crate) const SECRET: &str = "s3cret-canary";
/// What 32 bytes of 7 are in base64url: state, nonce and verifier alike.
pub(crate) const SEVENS: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
pub(crate) const START: u64 = 1_790_000_000;

#[derive(Clone)]
struct Hands(Arc<AtomicU64>);

impl Clock for Hands {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

struct Sevens;

impl Random for Sevens {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

#[derive(Clone)]
struct Page {
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

#[derive(Default)]
struct State {
    pages: BTreeMap<String, Page>,
    asked: BTreeMap<String, usize>,
}

pub(crate) struct Op {
    spec: &'static ProviderSpec,
    state: Arc<Mutex<State>>,
    time: Arc<AtomicU64>,
    pub(crate) key: EcdsaKeyPair,
    pub(crate) store: Arc<MemoryStore>,
}

pub(crate) fn key() -> EcdsaKeyPair {
    EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap()
}

/// The public half, under this `kid`.
pub(crate) fn jwk(key: &EcdsaKeyPair, kid: &str) -> Value {
    let point = key.public_key().as_ref();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    json!({"kty": "EC", "crv": "P-256", "kid": kid, "x": text(&point[1..33]), "y": text(&point[33..])})
}

pub(crate) fn unsigned(header: &Value, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}", part(header), part(claims))
}

pub(crate) fn signed(key: &EcdsaKeyPair, header: &Value, claims: &Value) -> String {
    let text = unsigned(header, claims);
    let signature = key.sign(&SystemRandom::new(), text.as_bytes()).unwrap();
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
}

pub(crate) fn hmac(secret: &[u8], header: &Value, claims: &Value) -> String {
    let text = unsigned(header, claims);
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret);
    let signature = aws_lc_rs::hmac::sign(&key, text.as_bytes());
    format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
}

pub(crate) fn header() -> Value {
    json!({"alg": "ES256", "kid": "k-1"})
}

impl Op {
    pub(crate) fn new() -> Self {
        Self::of(<OpenId as oauth_runtime::Provider>::SPEC)
    }

    pub(crate) fn of(spec: &'static ProviderSpec) -> Self {
        let op = Self {
            spec,
            state: Arc::default(),
            time: Arc::new(AtomicU64::new(START)),
            key: key(),
            store: Arc::new(MemoryStore::new()),
        };
        op.publish(&[jwk(&op.key, "k-1")]);
        op
    }

    pub(crate) fn now(&self) -> u64 {
        self.time.load(Ordering::Relaxed)
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.time.fetch_add(seconds, Ordering::Relaxed);
    }

    pub(crate) fn answer(&self, path: &str, media: &'static str, body: impl ToString) {
        self.page(path, 200, vec![("content-type", media)], body.to_string());
    }

    pub(crate) fn page(
        &self,
        path: &str,
        status: u16,
        headers: Vec<(&'static str, &'static str)>,
        body: String,
    ) {
        let page = Page {
            status,
            headers,
            body,
        };
        let mut state = self.state.lock().unwrap();
        state.pages.insert(path.to_owned(), page);
    }

    /// Nobody answers at this path.
    pub(crate) fn away(&self, path: &str) {
        self.state.lock().unwrap().pages.remove(path);
    }

    pub(crate) fn publish(&self, keys: &[Value]) {
        self.answer("/jwks", "application/json", json!({ "keys": keys }));
    }

    pub(crate) fn asked(&self, path: &str) -> usize {
        let state = self.state.lock().unwrap();
        state.asked.get(path).copied().unwrap_or_default()
    }

    /// The claims of a good ID token.
    pub(crate) fn claims(&self) -> Value {
        let now = self.now();
        json!({
            "iss": "https://op.example", "sub": "ada", "aud": "app-1", "nonce": SEVENS,
            "iat": now, "exp": now + 300, "sid": "s-1",
        })
    }

    /// A good ID token, changed.
    pub(crate) fn id_token(&self, change: impl FnOnce(&mut Value, &mut Value)) -> String {
        let (mut header, mut claims) = (header(), self.claims());
        change(&mut header, &mut claims);
        signed(&self.key, &header, &claims)
    }

    pub(crate) fn builder(&self) -> DynBuilder {
        let state = self.state.clone();
        let transport = move |request: WireRequest, _| {
            let rest = request.url.strip_prefix("https://op.example").unwrap();
            let path = rest.split('?').next().unwrap().to_owned();
            let mut state = state.lock().unwrap();
            *state.asked.entry(path.clone()).or_default() += 1;
            let page = state.pages.get(&path).cloned();
            async move {
                // As a network has it: the others run meanwhile.
                tokio::task::yield_now().await;
                let page = page.ok_or(TransportError::NotSent("nobody is there".into()))?;
                let mut headers = HeaderMap::new();
                for (name, value) in page.headers {
                    headers.insert(name, value.parse().unwrap());
                }
                Ok(WireResponse {
                    status: page.status,
                    headers,
                    body: Bytes::from(page.body),
                    complete: true,
                })
            }
        };
        DynClient::builder(self.spec, &[], "app-1")
            .client_secret(SECRET)
            .transport(transport)
            .clock(Hands(self.time.clone()))
            .random(Sevens)
            .store(self.store.clone())
    }

    pub(crate) fn client(&self) -> DynClient {
        self.builder().build().unwrap()
    }

    /// What the token endpoint answers from now on.
    pub(crate) fn issue(&self, id_token: &str) {
        let answer = json!({
            "access_token": "at-1", "token_type": "Bearer", "expires_in": 3600,
            "refresh_token": "rt-1", "id_token": id_token,
        });
        self.answer("/token", "application/json", answer);
    }

    pub(crate) async fn sign_in(
        &self,
        client: &DynClient,
        id_token: &str,
    ) -> Result<DynSession, Error> {
        self.issue(id_token);
        // Each sign-in has a state of its own, or it would be over.
        let state = format!("st-{}", self.asked("/token"));
        let sign_in = client.authorize(CALLBACK, "openid").state(state.clone());
        let sign_in = sign_in.send().await?;
        sign_in
            .finish(&format!("{CALLBACK}?code=c-1&state={state}"))
            .await
    }
}

/// Encrypted to a public key of RSA in DER, with RSA-OAEP-256 and A256GCM.
pub(crate) fn encrypted(public: &[u8], inside: &str) -> String {
    use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
    use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};

    let public = PublicEncryptingKey::from_der(public).unwrap();
    let public = OaepPublicEncryptingKey::new(public).unwrap();
    let mut wrapped = vec![0; public.ciphertext_size()];
    let key = [9; 32];
    let form = &OAEP_SHA256_MGF1SHA256;
    public.encrypt(form, &key, &mut wrapped, None).unwrap();
    let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let header = text(br#"{"alg":"RSA-OAEP-256","enc":"A256GCM","cty":"JWT"}"#);
    let mut content = inside.as_bytes().to_vec();
    let sealing = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &key).unwrap());
    let nonce = Nonce::assume_unique_for_key([7; 12]);
    let aad = Aad::from(header.as_bytes());
    let sealed = sealing.seal_in_place_separate_tag(nonce, aad, &mut content);
    let tag = text(sealed.unwrap().as_ref());
    [header, text(&wrapped), text(&[7; 12]), text(&content), tag].join(".")
}
