//! New keys, one for each session.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::error::{Code, Error};
use crate::jose::LocalKey;
use crate::secret::Secret;
use crate::spec::Alg;

/// The algorithms that a proof can be signed with: those with a public key
/// (RFC 9449 §4.3).
pub(super) const ALL: [Alg; 9] = [
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

/// A new key in PKCS #8, in Base64.
pub(super) fn pkcs8(alg: Alg) -> Result<Secret, Error> {
    let random = SystemRandom::new();
    let der = match alg {
        Alg::Es256 => return LocalKey::generate_es256(),
        Alg::Es384 => EcdsaKeyPair::generate_pkcs8(&ECDSA_P384_SHA384_FIXED_SIGNING, &random)
            .map(|document| document.as_ref().to_vec()),
        Alg::EdDsa => {
            Ed25519KeyPair::generate_pkcs8(&random).map(|document| document.as_ref().to_vec())
        }
        Alg::Rs256 | Alg::Rs384 | Alg::Rs512 | Alg::Ps256 | Alg::Ps384 | Alg::Ps512 => {
            let pair = RsaKeyPair::generate(KeySize::Rsa2048);
            pair.and_then(|pair| Ok(pair.as_der()?.as_ref().to_vec()))
        }
        Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => {
            let text = "a proof is signed with a private key, and this algorithm has none";
            return Err(Error::new(Code::NotOffered, text).key("dpop"));
        }
    };
    let der = der.map(Zeroizing::new);
    let der = der.map_err(|_| Error::new(Code::Transport, "no new key could be made"))?;
    Ok(Secret::new(STANDARD.encode(&der[..])))
}
