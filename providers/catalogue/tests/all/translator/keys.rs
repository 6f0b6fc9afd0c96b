//! The keys that samples sign with, made anew in each run, so that no private
//! key stands in the repository.

use std::sync::LazyLock;

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{
    self, ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey,
};

use super::encode;

/// A private key in the forms that programs hold it in.
pub(crate) struct Key {
    public: Vec<u8>,
    /// PKCS #8 in PEM (RFC 7468 §10).
    pub(crate) pem: String,
    rsa: Option<RsaPair>,
}

/// For RS256 and PS256.
pub(crate) static RSA: LazyLock<Key> = LazyLock::new(|| {
    let pair = RsaPair::generate(KeySize::Rsa2048).expect("a key");
    let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().expect("a key");
    Key {
        public: pair.public_key().as_ref().to_vec(),
        pem: pem(der.as_ref()),
        rsa: Some(pair),
    }
});

/// For ES256.
pub(crate) static EC: LazyLock<Key> = LazyLock::new(|| {
    let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
    let der = pair.to_pkcs8v1().expect("a key");
    Key {
        public: pair.public_key().as_ref().to_vec(),
        pem: pem(der.as_ref()),
        rsa: None,
    }
});

fn pem(der: &[u8]) -> String {
    let text = encode::base64(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    let label = ["PRIVATE", "KEY"].join(" ");
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

impl Key {
    /// RSASSA-PKCS1-v1_5 with SHA-256, which signs alike each time.
    pub(crate) fn rsa_sha256(&self, text: &str) -> Vec<u8> {
        let pair = self.rsa.as_ref().expect("an RSA key");
        let mut out = vec![0; pair.public_modulus_len()];
        pair.sign(
            &signature::RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            text.as_bytes(),
            &mut out,
        )
        .expect("a signature");
        out
    }

    /// The private key as a JWK (RFC 7518 §6.3), read out of the DER.
    pub(crate) fn jwk(&self) -> String {
        let body: String = self
            .pem
            .lines()
            .filter(|line| !line.starts_with('-'))
            .collect();
        let der = encode::unbase64(&body);
        // PrivateKeyInfo holds an RSAPrivateKey (RFC 8017 §A.1.2) in an OCTET STRING.
        let (_, info) = element_of(&der);
        let (rest, _version) = element_of(info);
        let (rest, _algorithm) = element_of(rest);
        let (_, octets) = element_of(rest);
        let (_, mut integers) = element_of(octets);
        let mut members = vec![r#""kty":"RSA""#.to_owned()];
        for name in ["version", "n", "e", "d", "p", "q", "dp", "dq", "qi"] {
            let (rest, integer) = element_of(integers);
            integers = rest;
            let value = encode::base64url(integer.strip_prefix(&[0]).unwrap_or(integer));
            if name != "version" {
                members.push(format!(r#""{name}":"{value}""#));
            }
        }
        format!("{{{}}}", members.join(","))
    }

    /// Whether a signature over this text is right (RFC 7518 §3).
    pub(crate) fn verifies(&self, alg: &str, text: &str, given: &[u8]) -> bool {
        let bytes = text.as_bytes();
        match alg {
            "RS256" => UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &self.public)
                .verify(bytes, given)
                .is_ok(),
            "PS256" => UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, &self.public)
                .verify(bytes, given)
                .is_ok(),
            "ES256" => UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &self.public)
                .verify(bytes, given)
                .is_ok(),
            _ => false,
        }
    }
}

/// What comes after the first DER element, and its contents.
fn element_of(der: &[u8]) -> (&[u8], &[u8]) {
    let (start, length) = match der[1] {
        short @ 0..0x80 => (2, usize::from(short)),
        long => {
            let count = usize::from(long & 0x7f);
            let length = der[2..2 + count]
                .iter()
                .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
            (2 + count, length)
        }
    };
    (&der[start + length..], &der[start..start + length])
}
