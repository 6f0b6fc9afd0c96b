//! Key pairs, and their public halves as JWKs (RFC 7517).

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::spec::Alg;

/// What kind of key an algorithm signs with.
#[derive(Clone, Copy)]
pub(super) enum Form {
    P256,
    P384,
    Ed25519,
    Rsa,
}

pub(super) enum Pair {
    /// With the curve's name, and the size of a coordinate in bytes.
    Ec(EcdsaKeyPair, &'static str, usize),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair),
}

impl Form {
    pub(super) const fn of(alg: Alg) -> Option<Self> {
        Some(match alg {
            Alg::Es256 => Self::P256,
            Alg::Es384 => Self::P384,
            Alg::EdDsa => Self::Ed25519,
            Alg::Rs256 | Alg::Rs384 | Alg::Rs512 | Alg::Ps256 | Alg::Ps384 | Alg::Ps512 => {
                Self::Rsa
            }
            Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => return None,
        })
    }

    pub(super) fn named(name: &str) -> Option<(Alg, Self)> {
        const ALL: [Alg; 9] = [
            Alg::Es256,
            Alg::Es384,
            Alg::EdDsa,
            Alg::Rs256,
            Alg::Rs384,
            Alg::Rs512,
            Alg::Ps256,
            Alg::Ps384,
            Alg::Ps512,
        ];
        let alg = ALL.into_iter().find(|alg| alg.name() == name)?;
        Some((alg, Self::of(alg)?))
    }

    /// A new key in PKCS #8.
    pub(super) fn generate(self) -> Option<Zeroizing<Vec<u8>>> {
        let random = SystemRandom::new();
        let ec = |alg: &'static EcdsaSigningAlgorithm| {
            let document = EcdsaKeyPair::generate_pkcs8(alg, &random).ok()?;
            Some(document.as_ref().to_vec())
        };
        let der = match self {
            Self::P256 => ec(&ECDSA_P256_SHA256_FIXED_SIGNING)?,
            Self::P384 => ec(&ECDSA_P384_SHA384_FIXED_SIGNING)?,
            Self::Ed25519 => {
                let document = Ed25519KeyPair::generate_pkcs8(&random).ok()?;
                document.as_ref().to_vec()
            }
            Self::Rsa => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).ok()?;
                pair.as_der().ok()?.as_ref().to_vec()
            }
        };
        Some(Zeroizing::new(der))
    }

    pub(super) fn read(self, der: &[u8]) -> Option<Pair> {
        let ec = |alg| EcdsaKeyPair::from_pkcs8(alg, der).ok();
        Some(match self {
            Self::P256 => Pair::Ec(ec(&ECDSA_P256_SHA256_FIXED_SIGNING)?, "P-256", 32),
            Self::P384 => Pair::Ec(ec(&ECDSA_P384_SHA384_FIXED_SIGNING)?, "P-384", 48),
            Self::Ed25519 => Pair::Ed25519(Ed25519KeyPair::from_pkcs8(der).ok()?),
            Self::Rsa => Pair::Rsa(RsaKeyPair::from_pkcs8(der).ok()?),
        })
    }
}

impl Pair {
    /// The public key with its required members in the order of RFC 7638 §3.2: what
    /// its thumbprint is made of.
    pub(super) fn jwk(&self) -> Option<String> {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        Some(match self {
            Self::Ec(pair, curve, size) => {
                // An uncompressed point: SEC 1 §2.3.3.
                let point = pair.public_key().as_ref().strip_prefix(&[4])?;
                let (x, y) = point.split_at_checked(*size)?;
                let (x, y) = (text(x), text(y));
                format!(r#"{{"crv":"{curve}","kty":"EC","x":"{x}","y":"{y}"}}"#)
            }
            Self::Ed25519(pair) => {
                let x = text(pair.public_key().as_ref());
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)
            }
            Self::Rsa(pair) => {
                // RSAPublicKey: RFC 8017 §A.1.1.
                let (both, _) = der_value(0x30, pair.public_key().as_ref())?;
                let (n, rest) = der_value(0x02, both)?;
                let (e, _) = der_value(0x02, rest)?;
                let number = |bytes: &[u8]| text(bytes.strip_prefix(&[0]).unwrap_or(bytes));
                let (n, e) = (number(n), number(e));
                format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
            }
        })
    }

    pub(super) fn sign(&self, alg: Alg, text: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match self {
            Self::Ec(pair, ..) => {
                let signature = pair.sign(&random, text).ok()?;
                Some(signature.as_ref().to_vec())
            }
            Self::Ed25519(pair) => Some(pair.sign(text).as_ref().to_vec()),
            Self::Rsa(pair) => {
                let encoding: &'static dyn RsaEncoding = match alg {
                    Alg::Rs256 => &RSA_PKCS1_SHA256,
                    Alg::Rs384 => &RSA_PKCS1_SHA384,
                    Alg::Rs512 => &RSA_PKCS1_SHA512,
                    Alg::Ps256 => &RSA_PSS_SHA256,
                    Alg::Ps384 => &RSA_PSS_SHA384,
                    Alg::Ps512 => &RSA_PSS_SHA512,
                    _ => return None,
                };
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(encoding, &random, text, &mut signature).ok()?;
                Some(signature)
            }
        }
    }
}

/// The content of a DER value (X.690 §8.1) with this tag, and what follows it.
fn der_value(tag: u8, der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    if *first != tag {
        return None;
    }
    let (length, rest) = match length & 0x80 {
        0 => (usize::from(*length), rest),
        _ => {
            let (bytes, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            let length = bytes.iter().try_fold(0_usize, |sum, byte| {
                sum.checked_mul(256)?.checked_add(usize::from(*byte))
            })?;
            (length, rest)
        }
    };
    rest.split_at_checked(length)
}
