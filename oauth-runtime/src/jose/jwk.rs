//! What a public key is called.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
#[cfg(feature = "jose")]
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

#[cfg(feature = "jose")]
use crate::error::{Code, Error};

/// The SHA-256 thumbprint of a JWK (RFC 7638 §3): of the required members of its
/// public half, in their lexicographic order.
#[cfg(feature = "jose")]
pub(crate) fn thumbprint(jwk: &Value) -> Result<String, Error> {
    let members: &[&str] = match jwk.get("kty").and_then(Value::as_str) {
        Some("RSA") => &["e", "kty", "n"],
        Some("EC") => &["crv", "kty", "x", "y"],
        Some("OKP") => &["crv", "kty", "x"],
        Some("oct") => &["k", "kty"],
        _ => return Err(unnamed()),
    };
    let pair = |name: &&str| {
        let value = jwk.get(*name).filter(|value| value.is_string())?;
        Some(((*name).to_owned(), value.clone()))
    };
    let required: Option<Map<String, Value>> = members.iter().map(pair).collect();
    let required = Value::Object(required.ok_or_else(unnamed)?);
    Ok(sha256(required.to_string().as_bytes()))
}

/// SHA-256 in base64url.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

#[cfg(feature = "jose")]
fn unnamed() -> Error {
    Error::new(
        Code::ValueRefused,
        "the JWK lacks a member that its type requires (RFC 7518 section 6)",
    )
}
