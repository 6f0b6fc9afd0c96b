//! The keys with which a provider signs (RFC 7517 §5).

use jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Map, Value};

use super::jws::Jws;
use crate::spec::Alg;

/// More than any provider publishes. What comes after them is not read.
const MOST: usize = 128;

/// The members of private and symmetric keys (RFC 7518 §6). No key with one of them is
/// taken: whoever read the JWKS could sign with it.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A read JWKS.
pub(crate) struct KeySet(Vec<PublicKey>);

struct PublicKey {
    kid: Option<Box<str>>,
    alg: Option<Alg>,
    family: Family,
    key: DecodingKey,
}

/// What kind of key an algorithm needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Rsa,
    P256,
    P384,
    Ed25519,
}

impl Family {
    const fn of(alg: Alg) -> Option<Self> {
        Some(match alg {
            Alg::Rs256 | Alg::Rs384 | Alg::Rs512 | Alg::Ps256 | Alg::Ps384 | Alg::Ps512 => {
                Self::Rsa
            }
            Alg::Es256 => Self::P256,
            Alg::Es384 => Self::P384,
            Alg::EdDsa => Self::Ed25519,
            Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => return None,
        })
    }
}

/// What a JWKS says to a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// One of its keys made it.
    Yes,
    /// The key that the JWT names did not make it.
    No,
    /// The key that made it is not there.
    NoKey,
}

impl KeySet {
    /// Reads a JWKS. A key that is not understood, not for signatures, or not public, is
    /// left out, as RFC 7517 §5 has it. `None` when the value is no JWKS.
    pub(crate) fn read(document: &Value) -> Option<Self> {
        let keys = document.get("keys")?.as_array()?;
        Some(Self(
            keys.iter().take(MOST).filter_map(PublicKey::read).collect(),
        ))
    }

    /// Whether the signature is one of these keys'. Without `kid`, each key of the right
    /// kind may have made it.
    pub(crate) fn verify(&self, jws: &Jws<'_>, alg: Alg) -> Held {
        let kid = jws.header("kid");
        let mut fitting = self.0.iter().filter(|key| {
            Family::of(alg) == Some(key.family)
                && key.alg.is_none_or(|own| own == alg)
                && kid.is_none_or(|kid| key.kid.as_deref() == Some(kid))
        });
        let mut named = false;
        let held = fitting.any(|key| {
            named = kid.is_some();
            verify(&key.key, jws, alg)
        });
        match (held, named) {
            (true, _) => Held::Yes,
            (false, true) => Held::No,
            (false, false) => Held::NoKey,
        }
    }
}

impl PublicKey {
    fn read(jwk: &Value) -> Option<Self> {
        let members = jwk.as_object()?;
        if PRIVATE.iter().any(|name| members.contains_key(*name)) {
            tracing::warn!("a JWKS holds a private or symmetric key, which is not used");
            return None;
        }
        if !is_for_signatures(members) {
            return None;
        }
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let (family, key) = match (text("kty")?, text("crv")) {
            ("RSA", _) => {
                let key = DecodingKey::from_rsa_components(text("n")?, text("e")?);
                (Family::Rsa, key)
            }
            ("EC", Some(curve @ ("P-256" | "P-384"))) => {
                let family = match curve {
                    "P-256" => Family::P256,
                    _ => Family::P384,
                };
                let key = DecodingKey::from_ec_components(text("x")?, text("y")?);
                (family, key)
            }
            ("OKP", Some("Ed25519")) => {
                let key = DecodingKey::from_ed_components(text("x")?);
                (Family::Ed25519, key)
            }
            _ => return None,
        };
        let alg = match text("alg") {
            Some(name) => Some(Alg::named(name)?),
            None => None,
        };
        Some(Self {
            kid: text("kid").map(Into::into),
            alg,
            family,
            key: key.ok()?,
        })
    }
}

/// `use` and `key_ops` (RFC 7517 §4.2 and §4.3).
fn is_for_signatures(jwk: &Map<String, Value>) -> bool {
    let by_use = jwk.get("use").is_none_or(|own| own == "sig");
    let by_operations = match jwk.get("key_ops") {
        None => true,
        Some(Value::Array(operations)) => operations.iter().any(|own| own == "verify"),
        Some(_) => false,
    };
    by_use && by_operations
}

/// Whether this secret made the signature.
pub(super) fn verify_hmac(secret: &[u8], jws: &Jws<'_>, alg: Alg) -> bool {
    verify(&DecodingKey::from_secret(secret), jws, alg)
}

fn verify(key: &DecodingKey, jws: &Jws<'_>, alg: Alg) -> bool {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    let Ok(signature) = URL_SAFE_NO_PAD.decode(jws.signature) else {
        return false;
    };
    // Not the process's default: another crate of the program may have taken that away.
    let verifier = (DEFAULT_PROVIDER.verifier_factory)(&algorithm(alg), key);
    verifier.is_ok_and(|verifier| verifier.verify(jws.signed.as_bytes(), &signature).is_ok())
}

const fn algorithm(alg: Alg) -> Algorithm {
    match alg {
        Alg::Rs256 => Algorithm::RS256,
        Alg::Rs384 => Algorithm::RS384,
        Alg::Rs512 => Algorithm::RS512,
        Alg::Ps256 => Algorithm::PS256,
        Alg::Ps384 => Algorithm::PS384,
        Alg::Ps512 => Algorithm::PS512,
        Alg::Es256 => Algorithm::ES256,
        Alg::Es384 => Algorithm::ES384,
        Alg::Hs256 => Algorithm::HS256,
        Alg::Hs384 => Algorithm::HS384,
        Alg::Hs512 => Algorithm::HS512,
        Alg::EdDsa => Algorithm::EdDSA,
    }
}
