//! The private keys of the server and of its clients (RFC 7515, RFC 7517).

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
    RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::jose::{ClientKey, SignError, Signer};
use oauth_runtime::spec::{Alg, ClientAuth, ProviderSpec};
use oauth_runtime::transport::BoxFuture;
use serde_json::{Value, json};

/// The `kid` of a key that the mock made.
const KEY_ID: &str = "mock-1";

enum Pair {
    Ec(EcdsaKeyPair),
    Rsa(RsaKeyPair, Alg),
}

/// A private key that the mock made.
#[derive(Clone)]
pub(crate) struct OwnKey(Arc<Pair>);

impl OwnKey {
    /// A new key for RS256 or PS256, or for ES256.
    pub(crate) fn generate(alg: Option<Alg>) -> Option<Self> {
        let pair = match alg {
            Some(alg @ (Alg::Rs256 | Alg::Ps256)) => {
                Pair::Rsa(RsaKeyPair::generate(KeySize::Rsa2048).ok()?, alg)
            }
            _ => Pair::Ec(EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).ok()?),
        };
        Some(Self(Arc::new(pair)))
    }

    fn algorithm(&self) -> Alg {
        match &*self.0 {
            Pair::Ec(_) => Alg::Es256,
            Pair::Rsa(_, alg) => *alg,
        }
    }

    /// The public half (RFC 7518 §6).
    pub(crate) fn public(&self) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let mut jwk = match &*self.0 {
            Pair::Ec(pair) => {
                let point = pair.public_key().as_ref();
                let half = |from: usize| text(point.get(from..from + 32).unwrap_or_default());
                json!({"kty": "EC", "crv": "P-256", "x": half(1), "y": half(33)})
            }
            Pair::Rsa(pair, _) => {
                let public = pair.public_key();
                json!({
                    "kty": "RSA",
                    "n": text(public.modulus().big_endian_without_leading_zero()),
                    "e": text(public.exponent().big_endian_without_leading_zero()),
                })
            }
        };
        if let Some(members) = jwk.as_object_mut() {
            members.insert("kid".into(), KEY_ID.into());
            members.insert("use".into(), "sig".into());
            members.insert("alg".into(), self.algorithm().name().into());
        }
        jwk
    }

    fn signature(&self, text: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match &*self.0 {
            Pair::Ec(pair) => Some(pair.sign(&random, text).ok()?.as_ref().to_vec()),
            Pair::Rsa(pair, alg) => {
                let form = match alg {
                    Alg::Ps256 => &RSA_PSS_SHA256,
                    _ => &RSA_PKCS1_SHA256,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(form, &random, text, &mut signature).ok()?;
                Some(signature)
            }
        }
    }

    /// The header that a JWT of this key has.
    pub(crate) fn header(&self, typ: &str) -> Value {
        json!({"alg": self.algorithm().name(), "typ": typ, "kid": KEY_ID})
    }

    /// A signed JWT in compact form (RFC 7515 §3.1).
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(header), part(claims));
        let signature = self.signature(signed.as_bytes()).unwrap_or_default();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The key as a client holds it.
    pub(crate) fn for_client(&self) -> ClientKey {
        ClientKey::new(self.clone()).key_id(KEY_ID)
    }
}

impl Signer for OwnKey {
    fn alg(&self) -> Alg {
        self.algorithm()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        Box::pin(async {
            self.signature(message)
                .ok_or_else(|| SignError("the mock's key did not sign".to_owned()))
        })
    }
}

/// The keys of one server.
#[derive(Clone, Default)]
pub(crate) struct Keys {
    /// Signs responses and ID tokens.
    pub(crate) server: Option<OwnKey>,
    /// Public halves of the clients' keys.
    pub(crate) clients: Vec<Value>,
    /// The private key of the client that the mock makes.
    pub(crate) client: Option<OwnKey>,
}

impl Keys {
    /// The keys that a declaration asks for. Where a test registered the public half of
    /// a client's key, the mock makes none.
    pub(crate) fn of(spec: &ProviderSpec, registered: &[Value]) -> Self {
        let by_call = spec.calls.iter().find_map(|call| match call.client_auth {
            ClientAuth::PrivateKeyJwt(declared) => Some(declared.alg),
            _ => None,
        });
        let by_request = spec.request_object.map(|declared| declared.alg);
        let fapi = spec.profile.is_fapi2().then_some(None);
        let asked = by_call.or(by_request).or(fapi);
        let client = match (asked, registered) {
            (Some(alg), []) => OwnKey::generate(alg),
            _ => None,
        };
        let mut clients = registered.to_vec();
        clients.extend(client.iter().map(OwnKey::public));
        Self {
            server: OwnKey::generate(None),
            clients,
            client,
        }
    }

    /// The server's public keys (RFC 7517 §5).
    pub(crate) fn set(&self) -> Value {
        let keys: Vec<Value> = self.server.iter().map(OwnKey::public).collect();
        json!({ "keys": keys })
    }
}
