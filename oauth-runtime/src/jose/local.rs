//! Private keys that this process holds.

use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPairComponents, PublicKeyComponents};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_SHA256, RSA_PKCS1_SHA384,
    RSA_PKCS1_SHA512, RSA_PSS_SHA256, RSA_PSS_SHA384, RSA_PSS_SHA512, RsaEncoding, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::key::{SignError, Signer};
use super::text::{der, jwk, member, unreadable};
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::Alg;
use crate::transport::BoxFuture;

/// A private key, and the one way in which it signs.
pub(crate) struct LocalKey {
    alg: Alg,
    pair: Pair,
}

enum Pair {
    Rsa(Box<RsaKeyPair>, &'static dyn RsaEncoding),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
    Hmac(Box<hmac::Key>),
}

impl LocalKey {
    /// Reads PEM (PKCS #8, PKCS #1, SEC 1), bare Base64, or a JWK. The key of an
    /// HMAC is the text itself.
    pub(crate) fn read(text: &str, alg: Alg) -> Result<Self, Error> {
        let hmac = |form| Ok(Pair::Hmac(Box::new(hmac::Key::new(form, text.as_bytes()))));
        let rsa = |form| read_rsa(text).map(|pair| Pair::Rsa(Box::new(pair), form));
        let pair = match alg {
            Alg::Rs256 => rsa(&RSA_PKCS1_SHA256),
            Alg::Rs384 => rsa(&RSA_PKCS1_SHA384),
            Alg::Rs512 => rsa(&RSA_PKCS1_SHA512),
            Alg::Ps256 => rsa(&RSA_PSS_SHA256),
            Alg::Ps384 => rsa(&RSA_PSS_SHA384),
            Alg::Ps512 => rsa(&RSA_PSS_SHA512),
            Alg::Es256 => read_ec(text, &ECDSA_P256_SHA256_FIXED_SIGNING, "a P-256 key"),
            Alg::Es384 => read_ec(text, &ECDSA_P384_SHA384_FIXED_SIGNING, "a P-384 key"),
            Alg::EdDsa => read_ed(text),
            Alg::Hs256 => hmac(hmac::HMAC_SHA256),
            Alg::Hs384 => hmac(hmac::HMAC_SHA384),
            Alg::Hs512 => hmac(hmac::HMAC_SHA512),
        }?;
        Ok(Self { alg, pair })
    }

    /// A new key on P-256, in the form in which [`LocalKey::read`] takes it back:
    /// PKCS #8 in Base64.
    pub(crate) fn generate_es256() -> Result<Secret, Error> {
        let made = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .and_then(|pair| pair.to_pkcs8v1())
            .map_err(|_| Error::new(Code::Transport, "no new key could be made"))?;
        Ok(Secret::new(STANDARD.encode(made.as_ref())))
    }

    /// The signature as a JWS has it (RFC 7518 §3).
    pub(crate) fn sign(&self, text: &[u8]) -> Result<Vec<u8>, Error> {
        let random = SystemRandom::new();
        let made = match &self.pair {
            Pair::Rsa(pair, form) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(*form, &random, text, &mut signature)
                    .map(|()| signature)
            }
            Pair::Ec(pair) => pair.sign(&random, text).map(|made| made.as_ref().to_vec()),
            Pair::Ed(pair) => pair.try_sign(text).map(|made| made.as_ref().to_vec()),
            Pair::Hmac(key) => Ok(hmac::sign(key, text).as_ref().to_vec()),
        };
        made.map_err(|_| Error::new(Code::ValueRefused, "the private key cannot sign"))
    }

    /// The public half as a JWK (RFC 7518 §6, RFC 8037 §2). A key of an HMAC has none.
    pub(crate) fn public_jwk(&self) -> Option<Value> {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let curve = match self.alg {
            Alg::Es384 => "P-384",
            _ => "P-256",
        };
        Some(match &self.pair {
            Pair::Rsa(pair, _) => {
                let public = pair.public_key();
                json!({
                    "kty": "RSA",
                    "n": text(public.modulus().big_endian_without_leading_zero()),
                    "e": text(public.exponent().big_endian_without_leading_zero()),
                })
            }
            Pair::Ec(pair) => {
                // An uncompressed point: SEC 1 §2.3.3.
                let (_, point) = pair.public_key().as_ref().split_first()?;
                let (x, y) = point.split_at_checked(point.len() / 2)?;
                json!({ "kty": "EC", "crv": curve, "x": text(x), "y": text(y) })
            }
            Pair::Ed(pair) => {
                json!({ "kty": "OKP", "crv": "Ed25519", "x": text(pair.public_key().as_ref()) })
            }
            Pair::Hmac(_) => return None,
        })
    }
}

impl Signer for LocalKey {
    fn alg(&self) -> Alg {
        self.alg
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, SignError>> {
        let made = Self::sign(self, message);
        Box::pin(async move { made.map_err(|_| SignError("the private key cannot sign".into())) })
    }
}

pub(super) fn read_rsa(text: &str) -> Result<RsaKeyPair, Error> {
    let wrong = || unreadable("an RSA key");
    if let Some(jwk) = jwk(text) {
        return rsa_of_jwk(&jwk?).ok_or_else(wrong);
    }
    let der = der(text)?;
    RsaKeyPair::from_pkcs8(&der)
        .or_else(|_| RsaKeyPair::from_der(&der))
        .map_err(|_| wrong())
}

/// RFC 7518 §6.3.
fn rsa_of_jwk(jwk: &Value) -> Option<RsaKeyPair> {
    let components = KeyPairComponents {
        public_key: PublicKeyComponents {
            n: member(jwk, "n")?,
            e: member(jwk, "e")?,
        },
        d: member(jwk, "d")?,
        p: member(jwk, "p")?,
        q: member(jwk, "q")?,
        dP: member(jwk, "dp")?,
        dQ: member(jwk, "dq")?,
        qInv: member(jwk, "qi")?,
    };
    RsaKeyPair::from_components(&components).ok()
}

fn read_ec(
    text: &str,
    form: &'static EcdsaSigningAlgorithm,
    wanted: &'static str,
) -> Result<Pair, Error> {
    let pair = match jwk(text) {
        Some(jwk) => ec_of_jwk(&jwk?, form),
        None => EcdsaKeyPair::from_private_key_der(form, &der(text)?).ok(),
    };
    pair.map(Pair::Ec).ok_or_else(|| unreadable(wanted))
}

/// RFC 7518 §6.2.
fn ec_of_jwk(jwk: &Value, form: &'static EcdsaSigningAlgorithm) -> Option<EcdsaKeyPair> {
    let mut public = Zeroizing::new(vec![4]);
    public.extend_from_slice(&member(jwk, "x")?);
    public.extend_from_slice(&member(jwk, "y")?);
    EcdsaKeyPair::from_private_key_and_public_key(form, &member(jwk, "d")?, &public).ok()
}

/// PKCS #8 (RFC 8410 §7), or a JWK (RFC 8037 §2).
fn read_ed(text: &str) -> Result<Pair, Error> {
    let of_jwk = |jwk: &Value| {
        let (seed, public) = (member(jwk, "d")?, member(jwk, "x")?);
        Ed25519KeyPair::from_seed_and_public_key(&seed, &public).ok()
    };
    let pair = match jwk(text) {
        Some(jwk) => of_jwk(&jwk?),
        None => Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der(text)?).ok(),
    };
    pair.map(Pair::Ed)
        .ok_or_else(|| unreadable("an Ed25519 key"))
}
