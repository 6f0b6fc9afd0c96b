//! Private keys as people have them: PEM, bare Base64, or a JWK (RFC 7517).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPairComponents, PublicKeyComponents};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding,
    RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::function::hmac_sha256;
use crate::error::{Code, Error};
use crate::spec::Alg;

/// The bytes of a key. They are wiped.
type Bytes = Zeroizing<Vec<u8>>;

/// A signature as a JWS has it (RFC 7518 §3).
pub(super) fn sign(alg: Alg, key: &str, text: &[u8]) -> Result<Vec<u8>, Error> {
    match alg {
        Alg::Rs256 => RsaKey::read(key)?.sign(text),
        Alg::Ps256 => RsaKey::read(key)?.sign_as(&RSA_PSS_SHA256, text),
        Alg::Es256 => {
            let signature = read_ec(key)?
                .sign(&SystemRandom::new(), text)
                .map_err(|_| unsigned())?;
            Ok(signature.as_ref().to_vec())
        }
        Alg::Hs256 => hmac_sha256(key, text).map(Vec::from),
        _ => Err(unsigned()),
    }
}

/// A key pair for RSA signatures.
pub(super) struct RsaKey(RsaKeyPair);

impl RsaKey {
    /// Reads PKCS #8, PKCS #1, or a JWK of the type `RSA`.
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        if let Some(jwk) = jwk(text) {
            return Self::of_jwk(&jwk?);
        }
        let der = der(text)?;
        RsaKeyPair::from_pkcs8(&der)
            .or_else(|_| RsaKeyPair::from_der(&der))
            .map(Self)
            .map_err(|_| unreadable("an RSA key"))
    }

    /// RFC 7518 §6.3.
    fn of_jwk(jwk: &serde_json::Value) -> Result<Self, Error> {
        let member = |name| member(jwk, name).ok_or_else(|| unreadable("an RSA key"));
        let components = KeyPairComponents {
            public_key: PublicKeyComponents {
                n: member("n")?,
                e: member("e")?,
            },
            d: member("d")?,
            p: member("p")?,
            q: member("q")?,
            dP: member("dp")?,
            dQ: member("dq")?,
            qInv: member("qi")?,
        };
        RsaKeyPair::from_components(&components)
            .map(Self)
            .map_err(|_| unreadable("an RSA key"))
    }

    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 §8.2).
    pub(super) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Error> {
        self.sign_as(&RSA_PKCS1_SHA256, text)
    }

    fn sign_as(&self, form: &'static dyn RsaEncoding, text: &[u8]) -> Result<Vec<u8>, Error> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(form, &SystemRandom::new(), text, &mut signature)
            .map_err(|_| unsigned())?;
        Ok(signature)
    }
}

/// Reads PKCS #8, SEC 1, or a JWK of the type `EC` (RFC 7518 §6.2) on P-256.
fn read_ec(text: &str) -> Result<EcdsaKeyPair, Error> {
    const ALG: &aws_lc_rs::signature::EcdsaSigningAlgorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let wrong = || unreadable("a P-256 key");
    if let Some(jwk) = jwk(text) {
        let jwk = jwk?;
        let member = |name| member(&jwk, name).ok_or_else(wrong);
        // An uncompressed point: SEC 1 §2.3.3.
        let mut public = Zeroizing::new(vec![4]);
        public.extend_from_slice(&member("x")?);
        public.extend_from_slice(&member("y")?);
        return EcdsaKeyPair::from_private_key_and_public_key(ALG, &member("d")?, &public)
            .map_err(|_| wrong());
    }
    EcdsaKeyPair::from_private_key_der(ALG, &der(text)?).map_err(|_| wrong())
}

fn jwk(text: &str) -> Option<Result<serde_json::Value, Error>> {
    let text = text.trim();
    text.starts_with('{')
        .then(|| serde_json::from_str(text).map_err(|_| unreadable("a JWK")))
}

fn member(jwk: &serde_json::Value, name: &str) -> Option<Bytes> {
    let text = jwk.get(name)?.as_str()?;
    URL_SAFE_NO_PAD.decode(text).ok().map(Zeroizing::new)
}

/// The bytes between the lines of a PEM text (RFC 7468), or of Base64 alone. A
/// key that was cut out of a JSON document has `\n` in place of its line breaks.
fn der(text: &str) -> Result<Bytes, Error> {
    let lines = Zeroizing::new(text.replace("\\n", "\n"));
    let mut inner = lines.trim();
    if let Some((_, tail)) = inner.split_once("PRIVATE KEY-----") {
        inner = tail.split("-----END").next().unwrap_or_default();
    }
    let packed: String = inner.split_whitespace().collect();
    let packed = Zeroizing::new(packed);
    STANDARD
        .decode(packed.as_bytes())
        .map(Zeroizing::new)
        .map_err(|_| unreadable("a private key"))
}

/// Says nothing of the text: it is a secret.
fn unreadable(wanted: &'static str) -> Error {
    Error::new(
        Code::ValueRefused,
        format!(
            "{wanted} is needed to sign, and what is set is none: it can be PEM (PKCS #8, PKCS #1, or SEC 1) or a JWK"
        ),
    )
}

fn unsigned() -> Error {
    Error::new(Code::ValueRefused, "the private key cannot sign")
}
