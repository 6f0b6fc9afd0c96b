//! The client's private key, wherever it is kept.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::jwk::sha256;
#[cfg(feature = "signing")]
use super::local::LocalKey;
use super::text::certificate;
#[cfg(feature = "signing")]
use super::text::{jwk, unreadable};
use crate::error::Error;
#[cfg(feature = "signing")]
use crate::secret::Secret;
use crate::spec::Alg;
use crate::transport::BoxFuture;

/// Why a [`Signer`] could not sign. The text must hold no secret: it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignError(pub String);

impl fmt::Display for SignError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SignError {}

/// Signs for the client with a key that never leaves its place: a key management
/// service, a hardware module, an agent.
pub trait Signer: Send + Sync + 'static {
    /// How it signs (RFC 7518 §3.1).
    fn alg(&self) -> Alg;

    /// The signature of `message` as a JWS has it (RFC 7518 §3): for ECDSA the two
    /// numbers side by side, not DER.
    ///
    /// # Errors
    /// Why there is no signature, in words that hold no secret.
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>>;
}

/// The client's private key, with what tells the provider which one it is.
#[derive(Clone)]
pub struct ClientKey {
    pub(crate) signer: Arc<dyn Signer>,
    /// `kid` of the header (RFC 7515 §4.1.4).
    pub(crate) key_id: Option<Box<str>>,
    /// `x5t#S256` of the header (RFC 7515 §4.1.8).
    pub(crate) thumbprint: Option<Box<str>>,
    /// The public half as a JWK, where it is known.
    pub(crate) public: Option<Value>,
}

impl fmt::Debug for ClientKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientKey")
            .field("alg", &self.signer.alg())
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl ClientKey {
    /// A key that is kept elsewhere.
    pub fn new(signer: impl Signer) -> Self {
        Self {
            signer: Arc::new(signer),
            key_id: None,
            thumbprint: None,
            public: None,
        }
    }

    /// A private key in PEM: PKCS #8, PKCS #1 or SEC 1. The Base64 between its lines
    /// alone is taken as well, and so is a JWK that does not say how it signs.
    ///
    /// # Errors
    /// `E0601` when the text is no key for `alg`.
    #[cfg(feature = "signing")]
    pub fn from_pem(text: impl Into<Secret>, alg: Alg) -> Result<Self, Error> {
        let text = text.into();
        let local = LocalKey::read(text.expose(), alg).map_err(|error| error.key("client_key"))?;
        Ok(Self {
            public: local.public_jwk(),
            ..Self::new(local)
        })
    }

    /// A private key as a JWK (RFC 7517), with its `kid`. It signs as its `alg` says;
    /// without one, a key on a curve has only one way, and one of RSA signs `RS256`.
    ///
    /// # Errors
    /// `E0601` when the text is no JWK of a private key.
    #[cfg(feature = "signing")]
    pub fn from_jwk(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        let wrong = || unreadable("a JWK of a private key").key("client_key");
        let jwk = jwk(text.expose()).ok_or_else(wrong)?;
        let jwk = jwk.map_err(|error| error.key("client_key"))?;
        let member = |name: &str| jwk.get(name).and_then(Value::as_str);
        let alg = match (member("alg"), member("kty"), member("crv")) {
            (Some(name), ..) => Alg::named(name).filter(|alg| !alg.is_symmetric()),
            (_, Some("RSA"), _) => Some(Alg::Rs256),
            (.., Some("P-256")) => Some(Alg::Es256),
            (.., Some("P-384")) => Some(Alg::Es384),
            (.., Some("Ed25519")) => Some(Alg::EdDsa),
            _ => None,
        };
        let key_id = member("kid").map(Into::into);
        let key = Self::from_pem(text.clone(), alg.ok_or_else(wrong)?)?;
        Ok(Self { key_id, ..key })
    }

    /// The client secret as the key of an HMAC (`client_secret_jwt`).
    #[cfg(feature = "signing")]
    pub(crate) fn of_secret(secret: &Secret, alg: Alg) -> Result<Self, Error> {
        LocalKey::read(secret.expose(), alg).map(Self::new)
    }

    /// A new key for `ES256`, and the text from which [`ClientKey::from_pem`] makes it again.
    ///
    /// # Errors
    /// `E0503` when the machine has no randomness.
    #[cfg(feature = "signing")]
    pub fn generate_es256() -> Result<(Self, Secret), Error> {
        let text = LocalKey::generate_es256()?;
        Ok((Self::from_pem(text.clone(), Alg::Es256)?, text))
    }

    /// The `kid` under which the provider knows the key (RFC 7515 §4.1.4).
    #[must_use]
    pub fn key_id(mut self, key_id: impl Into<Box<str>>) -> Self {
        self.key_id = Some(key_id.into());
        self
    }

    /// The certificate of the key in PEM or Base64: the provider learns its thumbprint
    /// (`x5t#S256`, RFC 7515 §4.1.8). Of a chain, the first one counts.
    ///
    /// # Errors
    /// `E0601` when the text is no certificate.
    pub fn certificate(mut self, pem: &str) -> Result<Self, Error> {
        let der = certificate(pem).map_err(|error| error.key("client_key"))?;
        self.thumbprint = Some(sha256(&der).into());
        Ok(self)
    }

    /// The public key as a JWK (RFC 7517 §4) for the JWKS that the provider fetches from
    /// this program, with `kid`, `alg` and `use`. `None` for a key that is kept elsewhere.
    #[must_use]
    pub fn public_jwk(&self) -> Option<String> {
        let mut jwk = self.public.clone()?;
        let members = jwk.as_object_mut()?;
        members.insert("use".to_owned(), "sig".into());
        members.insert("alg".to_owned(), self.alg().name().into());
        if let Some(key_id) = self.key_id.as_deref() {
            members.insert("kid".to_owned(), key_id.into());
        }
        Some(jwk.to_string())
    }

    /// How the key signs.
    #[must_use]
    pub fn alg(&self) -> Alg {
        self.signer.alg()
    }
}
