//! Keys of the server, and JWTs that it signs with them.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// What a JWT is signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The first RSA key, as RS256.
    Rsa,
    /// The second RSA key, as RS256.
    OtherRsa,
    /// The first RSA key, as PS256.
    Pss,
    /// A key on P-256, as ES256.
    Ec,
    /// Another key on P-256, as ES256.
    OtherEc,
    /// This text, as HS256.
    Text(&'static str),
    /// `alg` is `none` and the signature is empty.
    None,
}

static RSA: LazyLock<[RsaKeyPair; 2]> =
    LazyLock::new(|| [(); 2].map(|()| RsaKeyPair::generate(KeySize::Rsa2048).unwrap()));
static EC: LazyLock<[EcdsaKeyPair; 2]> = LazyLock::new(|| {
    [(); 2].map(|()| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap())
});

pub fn base64url(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Key {
    /// `alg` (RFC 7518 §3.1).
    pub fn alg(self) -> &'static str {
        match self {
            Self::Rsa | Self::OtherRsa => "RS256",
            Self::Pss => "PS256",
            Self::Ec | Self::OtherEc => "ES256",
            Self::Text(_) => "HS256",
            Self::None => "none",
        }
    }

    /// `kid`: one for each key, whatever it signs as.
    pub fn kid(self) -> &'static str {
        match self {
            Self::Rsa | Self::Pss => "rsa-1",
            Self::OtherRsa => "rsa-2",
            Self::Ec => "ec-1",
            Self::OtherEc => "ec-2",
            Self::Text(_) | Self::None => "no-key",
        }
    }

    /// The public key as a JWK (RFC 7518 §6).
    pub fn jwk(self) -> Value {
        match self {
            Self::Rsa | Self::Pss => rsa_jwk(&RSA[0], self),
            Self::OtherRsa => rsa_jwk(&RSA[1], self),
            Self::Ec => ec_jwk(&EC[0], self),
            Self::OtherEc => ec_jwk(&EC[1], self),
            Self::Text(_) | Self::None => panic!("no public key"),
        }
    }

    /// The JWT with this header and these claims.
    pub fn sign(self, header: &Value, claims: &Value) -> String {
        let text = format!(
            "{}.{}",
            base64url(header.to_string()),
            base64url(claims.to_string())
        );
        let message = text.as_bytes();
        let random = SystemRandom::new();
        let rsa = |key: &RsaKeyPair, encoding| {
            let mut signature = vec![0; key.public_modulus_len()];
            key.sign(encoding, &random, message, &mut signature)
                .unwrap();
            signature
        };
        let signature = match self {
            Self::Rsa => rsa(&RSA[0], &RSA_PKCS1_SHA256),
            Self::OtherRsa => rsa(&RSA[1], &RSA_PKCS1_SHA256),
            Self::Pss => rsa(&RSA[0], &RSA_PSS_SHA256),
            Self::Ec => EC[0].sign(&random, message).unwrap().as_ref().to_vec(),
            Self::OtherEc => EC[1].sign(&random, message).unwrap().as_ref().to_vec(),
            Self::Text(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
                hmac::sign(&key, message).as_ref().to_vec()
            }
            Self::None => Vec::new(),
        };
        format!("{text}.{}", base64url(signature))
    }

    /// The public RSA key in PEM's DER: what an attacker takes for an HMAC's key.
    pub fn public_der(self) -> Vec<u8> {
        let der: PublicKeyX509Der<'_> = RSA[0].public_key().as_der().unwrap();
        der.as_ref().to_vec()
    }
}

fn rsa_jwk(key: &RsaKeyPair, of: Key) -> Value {
    // RSAPublicKey (RFC 8017, A.1.1): a sequence of two integers.
    let der = key.public_key().as_ref();
    let (sequence, _) = element(der);
    let (modulus, rest) = element(sequence);
    let (exponent, _) = element(rest);
    let positive = |bytes: &[u8]| {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        base64url(&bytes[zeros..])
    };
    json!({
        "kty": "RSA", "use": "sig", "kid": of.kid(),
        "n": positive(modulus), "e": positive(exponent),
    })
}

fn ec_jwk(key: &EcdsaKeyPair, of: Key) -> Value {
    // An uncompressed point: 4, x, y.
    let (x, y) = key.public_key().as_ref()[1..].split_at(32);
    json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "kid": of.kid(),
        "x": base64url(x), "y": base64url(y),
    })
}

/// The contents of the first DER element, and what follows it.
fn element(der: &[u8]) -> (&[u8], &[u8]) {
    let (length, start) = match der[1] {
        short @ 0..0x80 => (usize::from(short), 2),
        long => {
            let octets = usize::from(long & 0x7f);
            let length = der[2..2 + octets]
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (length, 2 + octets)
        }
    };
    (&der[start..start + length], &der[start + length..])
}
