//! Encrypted JWTs in compact form (RFC 7516 §7.1), opened with the client's private key.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::agreement::{self, ECDH_P256, ECDH_P384, UnparsedPublicKey, agree};
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::key_wrap::{AES_128, AES_256, AesBlockCipher, AesKek, KeyWrap as _};
use aws_lc_rs::rsa::{
    OAEP_SHA1_MGF1SHA1, OAEP_SHA256_MGF1SHA256, OaepAlgorithm, OaepPrivateDecryptingKey,
    PrivateDecryptingKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::content::Content;
use super::jws::{Claims, LARGEST, object};
use super::local::{LocalKey, read_rsa};
use super::text::{Bytes, der, jwk, member};
use super::verify::Refused;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::Alg;

/// The client's private key to which the provider encrypts (RFC 7518 §4): RSA for
/// `RSA-OAEP` and `RSA-OAEP-256`, P-256 or P-384 for `ECDH-ES`, `ECDH-ES+A128KW` and
/// `ECDH-ES+A256KW`. The content may be `A128GCM`, `A256GCM` or `A128CBC-HS256`.
#[derive(Clone)]
pub struct DecryptionKey {
    kind: Arc<Kind>,
    public: Option<Value>,
    key_id: Option<Box<str>>,
}

enum Kind {
    Rsa(OaepPrivateDecryptingKey),
    Ec(Curve, agreement::PrivateKey),
}

#[derive(Clone, Copy, PartialEq)]
enum Curve {
    P256,
    P384,
}

impl Curve {
    const fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
        }
    }

    const fn size(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
        }
    }

    const fn agreement(self) -> &'static agreement::Algorithm {
        match self {
            Self::P256 => &ECDH_P256,
            Self::P384 => &ECDH_P384,
        }
    }
}

impl fmt::Debug for DecryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecryptionKey")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}

impl DecryptionKey {
    /// Reads a private key: PEM (PKCS #8, PKCS #1, SEC 1) or a JWK, whose `kid` is kept.
    ///
    /// # Errors
    /// `E0601` when the text is no key of RSA, P-256 or P-384.
    pub fn read(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        let text = text.expose();
        let key_id = match jwk(text) {
            Some(Ok(jwk)) => jwk.get("kid").and_then(Value::as_str).map(Into::into),
            _ => None,
        };
        let with = |kind, alg| {
            let public = LocalKey::read(text, alg).ok();
            Self {
                kind: Arc::new(kind),
                public: public.and_then(|key| key.public_jwk()),
                key_id,
            }
        };
        if let Some(key) = rsa(text) {
            return Ok(with(Kind::Rsa(key), Alg::Rs256));
        }
        for (curve, alg) in [(Curve::P256, Alg::Es256), (Curve::P384, Alg::Es384)] {
            if let Some(key) = ec(text, curve) {
                return Ok(with(Kind::Ec(curve, key), alg));
            }
        }
        Err(Error::new(
            Code::ValueRefused,
            "what is set is no private key of RSA, P-256 or P-384: it can be PEM (PKCS #8, PKCS #1, or SEC 1) or a JWK",
        )
        .key("decryption_key"))
    }

    /// The public key as a JWK (RFC 7517 §4) for the JWKS that the provider fetches from
    /// this program, with `use` and, where it has one, `kid`.
    #[must_use]
    pub fn public_jwk(&self) -> Option<String> {
        let mut jwk = self.public.clone()?;
        let members = jwk.as_object_mut()?;
        members.insert("use".to_owned(), "enc".into());
        if let Some(key_id) = self.key_id.as_deref() {
            members.insert("kid".to_owned(), key_id.into());
        }
        Some(jwk.to_string())
    }

    /// What is inside. One error for all that can be wrong with the encryption tells
    /// nobody how far an attempt came.
    pub(super) fn open(&self, jwe: &str) -> Result<Secret, Refused> {
        let wrong = || Refused::jwt("it cannot be decrypted with the client's key");
        if jwe.len() > LARGEST {
            return Err(Refused::jwt("it is larger than 64 KiB"));
        }
        let parts: Vec<&str> = jwe.split('.').collect();
        let &[protected, key, iv, content, tag] = parts.as_slice() else {
            return Err(Refused::jwt("it is not an encrypted JWT of five parts"));
        };
        let header = object(protected)
            .ok_or_else(|| Refused::jwt("its header is no JSON object in base64url"))?;
        if header.contains_key("crit") || header.contains_key("zip") {
            return Err(Refused::jwt(
                "its header asks for an extension or for compression, which are not taken",
            ));
        }
        let text = |name: &str| header.get(name).and_then(Value::as_str).unwrap_or_default();
        let enc = Content::named(text("enc"))
            .ok_or_else(|| Refused::jwt("its `enc` is not one that is taken"))?;
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        let opened = || {
            let content_key = self.content_key(&header, text("alg"), enc, &bytes(key)?)?;
            let (iv, tag) = (bytes(iv)?, bytes(tag)?);
            enc.open(&content_key, &iv, protected, bytes(content)?, &tag)
        };
        let inside = opened().ok_or_else(wrong)?;
        let inside = std::str::from_utf8(&inside).map_err(|_| wrong())?;
        Ok(Secret::new(inside))
    }

    /// The key of the content (RFC 7518 §4.3 and §4.6).
    fn content_key(
        &self,
        header: &Claims,
        alg: &str,
        enc: Content,
        wrapped: &[u8],
    ) -> Option<Bytes> {
        match &*self.kind {
            Kind::Rsa(key) => {
                let form: &'static OaepAlgorithm = match alg {
                    "RSA-OAEP" => &OAEP_SHA1_MGF1SHA1,
                    "RSA-OAEP-256" => &OAEP_SHA256_MGF1SHA256,
                    _ => return None,
                };
                let mut room = Zeroizing::new(vec![0; key.min_output_size()]);
                let length = key.decrypt(form, wrapped, &mut room, None).ok()?.len();
                room.truncate(length);
                Some(room)
            }
            Kind::Ec(curve, key) => {
                let (length, name, wrap): (_, _, Option<&'static AesBlockCipher>) = match alg {
                    "ECDH-ES" => (enc.key_length(), enc.name(), None),
                    "ECDH-ES+A128KW" => (16, alg, Some(&AES_128)),
                    "ECDH-ES+A256KW" => (32, alg, Some(&AES_256)),
                    _ => return None,
                };
                let agreed = agreed(*curve, key, header, name, length)?;
                let Some(cipher) = wrap else {
                    return wrapped.is_empty().then_some(agreed);
                };
                let mut room = Zeroizing::new(vec![0; wrapped.len()]);
                let wrapping = AesKek::new(cipher, &agreed).ok()?;
                let length = wrapping.unwrap(wrapped, &mut room).ok()?.len();
                room.truncate(length);
                Some(room)
            }
        }
    }
}

/// The key that both sides compute (RFC 7518 §4.6.2), of up to 32 bytes: one round of
/// the Concat KDF.
fn agreed(
    curve: Curve,
    key: &agreement::PrivateKey,
    header: &Claims,
    name: &str,
    length: usize,
) -> Option<Bytes> {
    let ephemeral = header.get("epk")?;
    if ephemeral.get("crv").and_then(Value::as_str) != Some(curve.name()) {
        return None;
    }
    let (x, y) = (member(ephemeral, "x")?, member(ephemeral, "y")?);
    if x.len() != curve.size() || y.len() != curve.size() {
        return None;
    }
    let point = [&[4], x.as_slice(), y.as_slice()].concat();
    let party = |name: &str| match header.get(name) {
        None => Some(Vec::new()),
        Some(text) => URL_SAFE_NO_PAD.decode(text.as_str()?).ok(),
    };
    let (apu, apv) = (party("apu")?, party("apv")?);
    let bits = u32::try_from(length.checked_mul(8)?).ok()?;
    let peer = UnparsedPublicKey::new(curve.agreement(), point);
    let digest = agree(key, peer, (), |secret| {
        let mut digest = Sha256::new();
        digest.update(1_u32.to_be_bytes());
        digest.update(secret);
        for field in [name.as_bytes(), &apu, &apv] {
            let size = u32::try_from(field.len()).map_err(|_| ())?;
            digest.update(size.to_be_bytes());
            digest.update(field);
        }
        digest.update(bits.to_be_bytes());
        Ok(Zeroizing::new(digest.finalize().to_vec()))
    });
    let mut digest = digest.ok()?;
    (length <= digest.len()).then(|| {
        digest.truncate(length);
        digest
    })
}

fn rsa(text: &str) -> Option<OaepPrivateDecryptingKey> {
    let der = read_rsa(text).ok()?.as_der().ok()?;
    let key = PrivateDecryptingKey::from_pkcs8(der.as_ref()).ok()?;
    OaepPrivateDecryptingKey::new(key).ok()
}

fn ec(text: &str, curve: Curve) -> Option<agreement::PrivateKey> {
    let form = curve.agreement();
    match jwk(text) {
        Some(jwk) => {
            let jwk = jwk.ok()?;
            let own = jwk.get("crv").and_then(Value::as_str) == Some(curve.name());
            let number = member(&jwk, "d").filter(|_| own)?;
            agreement::PrivateKey::from_private_key(form, &number).ok()
        }
        None => agreement::PrivateKey::from_private_key_der(form, &der(text).ok()?).ok(),
    }
}
