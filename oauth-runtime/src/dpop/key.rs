//! The key that the tokens of a session are bound to.

use std::fmt;

use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::Alg;

#[cfg(feature = "jose")]
mod drawn;

/// A private key that is ready to sign proofs, with what every proof of it begins with.
pub(crate) struct DpopKey {
    #[cfg(feature = "jose")]
    pair: crate::jose::LocalKey,
    /// The JOSE header of its proofs, encoded.
    #[cfg(feature = "jose")]
    header: Box<str>,
    /// The thumbprint of its public half (RFC 7638).
    thumbprint: Box<str>,
}

impl fmt::Debug for DpopKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DpopKey").finish_non_exhaustive()
    }
}

impl DpopKey {
    /// The thumbprint of the public key, as `dpop_jkt` and `cnf` name it
    /// (RFC 7638, RFC 9449 §6.1).
    pub(crate) fn thumbprint(&self) -> &str {
        &self.thumbprint
    }
}

#[cfg(feature = "jose")]
impl DpopKey {
    /// Draws a new key, and answers it as it is stored: the algorithm, a dot, and
    /// PKCS #8 (RFC 5958) in Base64.
    ///
    /// # Errors
    /// `E0607` for an algorithm that has no public key, `E0503` when the operating
    /// system gives no random bytes.
    pub(crate) fn generate(alg: Alg) -> Result<Secret, Error> {
        use zeroize::Zeroizing;

        let key = drawn::pkcs8(alg)?;
        let mut text = Zeroizing::new(String::with_capacity(key.expose().len() + 8));
        text.push_str(alg.name());
        text.push('.');
        text.push_str(key.expose());
        Ok(Secret::new(std::mem::take(&mut *text)))
    }

    /// Reads a key back.
    ///
    /// # Errors
    /// `E0703` when the text is not what [`DpopKey::generate`] made.
    pub(crate) fn read(stored: &Secret) -> Result<Self, Error> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;

        let read = || {
            let (name, key) = stored.expose().split_once('.')?;
            let alg = drawn::ALL.into_iter().find(|alg| alg.name() == name)?;
            let pair = crate::jose::LocalKey::read(key, alg).ok()?;
            let jwk = pair.public_jwk()?;
            let header = format!(r#"{{"typ":"dpop+jwt","alg":"{name}","jwk":{jwk}}}"#);
            Some(Self {
                pair,
                header: URL_SAFE_NO_PAD.encode(header).into(),
                thumbprint: crate::jose::thumbprint(&jwk).ok()?.into(),
            })
        };
        read().ok_or_else(unreadable)
    }

    /// Signs claims: a JWS in its compact form (RFC 7515 §3.1).
    pub(crate) fn sign(&self, claims: &str) -> Result<String, Error> {
        use base64::Engine as _;
        use base64::engine::general_purpose::URL_SAFE_NO_PAD;

        let mut jwt = String::with_capacity(self.header.len() + claims.len() * 4 / 3 + 128);
        jwt.push_str(&self.header);
        jwt.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut jwt);
        let signature = self.pair.sign(jwt.as_bytes());
        let signature = signature.map_err(|error| error.key("dpop"))?;
        jwt.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut jwt);
        Ok(jwt)
    }
}

#[cfg(feature = "jose")]
fn unreadable() -> Error {
    Error::new(
        Code::StoreCorrupt,
        "the key that the tokens are bound to cannot be read",
    )
    .key("dpop")
}

/// The macro refuses a declaration that comes here.
#[cfg(not(feature = "jose"))]
impl DpopKey {
    pub(crate) fn generate(_: Alg) -> Result<Secret, Error> {
        Err(without_feature())
    }

    pub(crate) fn read(_: &Secret) -> Result<Self, Error> {
        Err(without_feature())
    }

    pub(crate) fn sign(&self, _: &str) -> Result<String, Error> {
        Err(without_feature())
    }
}

#[cfg(not(feature = "jose"))]
fn without_feature() -> Error {
    let text = "tokens that are bound to a key need the feature `jose` of `oauth-runtime`";
    Error::new(Code::NotOffered, text).key("dpop")
}
