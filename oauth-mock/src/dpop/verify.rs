//! Signatures by the public key that stands in a proof (RFC 7518 §3, RFC 8037 §3.1).

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256,
    RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256,
    RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaPublicKeyComponents, UnparsedPublicKey,
    VerificationAlgorithm,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::Alg;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Whether the key made the signature; `None` where it cannot have.
pub(super) fn verifies(alg: Alg, key: &Value, text: &[u8], signature: &[u8]) -> Option<bool> {
    let is = |name: &str, value: &str| (key.get(name)?.as_str()? == value).then_some(());
    let member = |name: &str| URL_SAFE_NO_PAD.decode(key.get(name)?.as_str()?).ok();
    let ec = |form: &'static dyn VerificationAlgorithm, curve: &str| {
        is("kty", "EC")?;
        is("crv", curve)?;
        let point = [vec![4], member("x")?, member("y")?].concat();
        Some(
            UnparsedPublicKey::new(form, point)
                .verify(text, signature)
                .is_ok(),
        )
    };
    let rsa = |form| {
        is("kty", "RSA")?;
        let key = RsaPublicKeyComponents {
            n: member("n")?,
            e: member("e")?,
        };
        Some(key.verify(form, text, signature).is_ok())
    };
    match alg {
        Alg::Es256 => ec(&ECDSA_P256_SHA256_FIXED, "P-256"),
        Alg::Es384 => ec(&ECDSA_P384_SHA384_FIXED, "P-384"),
        Alg::EdDsa => {
            is("kty", "OKP")?;
            is("crv", "Ed25519")?;
            let key = UnparsedPublicKey::new(&ED25519, member("x")?);
            Some(key.verify(text, signature).is_ok())
        }
        Alg::Rs256 => rsa(&RSA_PKCS1_2048_8192_SHA256),
        Alg::Rs384 => rsa(&RSA_PKCS1_2048_8192_SHA384),
        Alg::Rs512 => rsa(&RSA_PKCS1_2048_8192_SHA512),
        Alg::Ps256 => rsa(&RSA_PSS_2048_8192_SHA256),
        Alg::Ps384 => rsa(&RSA_PSS_2048_8192_SHA384),
        Alg::Ps512 => rsa(&RSA_PSS_2048_8192_SHA512),
        _ => None,
    }
}

/// What a key is called (RFC 7638 §3).
pub(super) fn thumbprint(key: &Value) -> Option<String> {
    let members: &[&str] = match key.get("kty")?.as_str()? {
        "EC" => &["crv", "kty", "x", "y"],
        "OKP" => &["crv", "kty", "x"],
        "RSA" => &["e", "kty", "n"],
        _ => return None,
    };
    let mut text = String::new();
    for name in members {
        let value = key.get(name)?.as_str()?;
        let mark = if text.is_empty() { '{' } else { ',' };
        text.push(mark);
        text.push_str(&format!("\"{name}\":{}", Value::from(value)));
    }
    text.push('}');
    Some(URL_SAFE_NO_PAD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The proof of RFC 9449 §5 (figure 5).
    const PROOF: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg";

    fn key() -> Value {
        serde_json::json!({
            "kty": "EC",
            "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
            "crv": "P-256",
        })
    }

    #[test]
    fn the_proof_of_rfc_9449_is_good_and_a_changed_one_is_not() {
        let (signed, signature) = PROOF.rsplit_once('.').unwrap_or_default();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap_or_default();
        let check = |text: &str| verifies(Alg::Es256, &key(), text.as_bytes(), &signature);
        assert_eq!(check(signed), Some(true));
        assert_eq!(check(&signed.replace("eyJqdGki", "eyJqdGkj")), Some(false));
        assert_eq!(verifies(Alg::Es384, &key(), b"", &signature), None);
    }

    #[test]
    fn the_thumbprint_is_the_one_of_rfc_9449_section_6_1() {
        assert_eq!(
            thumbprint(&key()).as_deref(),
            Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
        );
    }
}
