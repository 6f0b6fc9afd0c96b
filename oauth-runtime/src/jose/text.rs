//! Keys as people have them: PEM (RFC 7468), bare Base64, or a JWK (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
#[cfg(feature = "signing")]
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
#[cfg(feature = "signing")]
use serde_json::Value;
use zeroize::Zeroizing;

use crate::error::{Code, Error};

/// The bytes of a key. They are wiped.
pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// The JWK, if the text is one.
#[cfg(feature = "signing")]
pub(super) fn jwk(text: &str) -> Option<Result<Value, Error>> {
    let text = text.trim();
    text.starts_with('{')
        .then(|| serde_json::from_str(text).map_err(|_| unreadable("a JWK")))
}

/// The bytes of a member of a JWK.
#[cfg(feature = "signing")]
pub(super) fn member(jwk: &Value, name: &str) -> Option<Bytes> {
    let text = jwk.get(name)?.as_str()?;
    URL_SAFE_NO_PAD.decode(text).ok().map(Zeroizing::new)
}

/// The bytes of a private key.
#[cfg(feature = "signing")]
pub(super) fn der(text: &str) -> Result<Bytes, Error> {
    between(text, "PRIVATE KEY-----").ok_or_else(|| unreadable("a private key"))
}

/// The bytes of a certificate; of a chain, those of the first one.
pub(super) fn certificate(text: &str) -> Result<Bytes, Error> {
    // DER begins with the tag of a sequence: X.690 §8.9.
    between(text, "CERTIFICATE-----")
        .filter(|der| der.first() == Some(&0x30))
        .ok_or_else(|| {
            Error::new(
                Code::ValueRefused,
                "what is set is no certificate in PEM or Base64",
            )
        })
}

/// The bytes between the lines of a PEM text, or of Base64 alone. A key that was
/// cut out of a JSON document has `\n` in place of its line breaks.
fn between(text: &str, label: &str) -> Option<Bytes> {
    let lines = Zeroizing::new(text.replace("\\n", "\n"));
    let mut inner = lines.trim();
    if let Some((_, tail)) = inner.split_once(label) {
        inner = tail.split("-----END").next().unwrap_or_default();
    }
    let packed: Zeroizing<String> = Zeroizing::new(inner.split_whitespace().collect());
    STANDARD.decode(packed.as_bytes()).ok().map(Zeroizing::new)
}

/// Says nothing of the text: it is a secret.
#[cfg(feature = "signing")]
pub(super) fn unreadable(wanted: &'static str) -> Error {
    Error::new(
        Code::ValueRefused,
        format!(
            "{wanted} is needed to sign, and what is set is none: it can be PEM (PKCS #8, PKCS #1, or SEC 1) or a JWK"
        ),
    )
}
