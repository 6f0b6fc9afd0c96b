//! Signatures by the keys that a declaration names (RFC 7515, RFC 7518 §3, RFC 8017 §8).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, RSA_PSS_2048_8192_SHA256, RsaKeyPair,
    RsaPublicKeyComponents, UnparsedPublicKey,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_runtime::spec::Alg;
use serde_json::Value;

use crate::answer::hmac;

/// Whether a signature is the one of this key; `None` where the key cannot be read.
pub(crate) fn verifies(alg: Alg, key: &str, text: &[u8], signature: &[u8]) -> Option<bool> {
    let jwk = serde_json::from_str::<Value>(key).ok();
    match alg {
        Alg::Hs256 => Some(hmac(key.as_bytes(), text) == signature),
        Alg::Rs256 | Alg::Ps256 => {
            let form = match alg {
                Alg::Rs256 => &RSA_PKCS1_2048_8192_SHA256,
                _ => &RSA_PSS_2048_8192_SHA256,
            };
            let verified = match &jwk {
                Some(jwk) => RsaPublicKeyComponents {
                    n: member(jwk, "n")?,
                    e: member(jwk, "e")?,
                }
                .verify(form, text, signature),
                None => {
                    let pair = rsa(key)?;
                    UnparsedPublicKey::new(form, pair.public_key().as_ref()).verify(text, signature)
                }
            };
            Some(verified.is_ok())
        }
        Alg::Es256 => {
            let point = match &jwk {
                Some(jwk) => [vec![4], member(jwk, "x")?, member(jwk, "y")?].concat(),
                None => {
                    let form = &ECDSA_P256_SHA256_FIXED_SIGNING;
                    let pair = EcdsaKeyPair::from_private_key_der(form, &der(key)?).ok()?;
                    pair.public_key().as_ref().to_vec()
                }
            };
            let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
            Some(key.verify(text, signature).is_ok())
        }
        _ => None,
    }
}

/// RSASSA-PKCS1-v1_5 with SHA-256; it gives one text one signature.
pub(crate) fn rsa_sha256(key: &str, text: &[u8]) -> Option<Vec<u8>> {
    let pair = rsa(key)?;
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(
        &RSA_PKCS1_SHA256,
        &SystemRandom::new(),
        text,
        &mut signature,
    )
    .ok()?;
    Some(signature)
}

fn rsa(key: &str) -> Option<RsaKeyPair> {
    let der = der(key)?;
    RsaKeyPair::from_pkcs8(&der)
        .or_else(|_| RsaKeyPair::from_der(&der))
        .ok()
}

fn member(jwk: &Value, name: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(jwk.get(name)?.as_str()?).ok()
}

/// What stands between the lines of a PEM text (RFC 7468), or bare Base64.
fn der(key: &str) -> Option<Vec<u8>> {
    let text = key.replace("\\n", "\n");
    let inner: String = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("-----"))
        .collect();
    STANDARD.decode(inner).ok()
}
