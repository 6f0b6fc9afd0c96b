//! The client's private key, wherever it is kept.

use std::fmt;
use std::sync::Arc;

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
        }
    }

    /// The `kid` under which the provider knows the key (RFC 7515 §4.1.4).
    #[must_use]
    pub fn key_id(mut self, key_id: impl Into<Box<str>>) -> Self {
        self.key_id = Some(key_id.into());
        self
    }

    /// How the key signs.
    #[must_use]
    pub fn alg(&self) -> Alg {
        self.signer.alg()
    }
}
