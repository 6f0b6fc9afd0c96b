//! `at_hash` and `c_hash`: which tokens an ID token came with.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use super::unfit;
use crate::error::Error;
use crate::jose::jws::{Claims, Jws};
use crate::secret::Secret;

/// Holds the hashes that an ID token has against what it came with (OpenID Connect
/// Core §3.1.3.6 and §3.3.2.11).
pub(super) fn check(
    id_token: &str,
    claims: &Claims,
    access_token: &Secret,
    code: Option<&Secret>,
) -> Result<(), Error> {
    let jws = Jws::read(id_token).map_err(unfit)?;
    let alg = jws.header("alg").unwrap_or_default();
    let pairs = [("at_hash", Some(access_token)), ("c_hash", code)];
    for (name, secret) in pairs {
        let (Some(claim), Some(secret)) = (claims.get(name), secret) else {
            continue;
        };
        let own = left_half(alg, secret.expose());
        if claim
            .as_str()
            .is_none_or(|claim| Some(claim) != own.as_deref())
        {
            let what = format!("`{name}` is not the hash of what came with it");
            return Err(unfit(&what));
        }
    }
    Ok(())
}

/// The left half of the hash that the algorithm uses. `None` for one that is unknown.
fn left_half(alg: &str, text: &str) -> Option<String> {
    let half = |digest: &[u8]| {
        digest
            .get(..digest.len() / 2)
            .map(|half| URL_SAFE_NO_PAD.encode(half))
    };
    match alg {
        "RS256" | "PS256" | "ES256" | "HS256" => half(&Sha256::digest(text)),
        "RS384" | "PS384" | "ES384" | "HS384" => half(&Sha384::digest(text)),
        // Ed25519 hashes with SHA-512 (RFC 8032 §5.1).
        "RS512" | "PS512" | "HS512" | "EdDSA" | "Ed25519" => half(&Sha512::digest(text)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::left_half;

    /// OpenID Connect Core §A.3 and §A.4.
    #[test]
    fn the_hashes_of_the_specification() {
        let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        let at_hash = left_half("RS256", access_token);
        assert_eq!(at_hash.as_deref(), Some("77QmUPtjPfzWtF2AnpK9RQ"));
        let code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
        let c_hash = left_half("RS256", code);
        assert_eq!(c_hash.as_deref(), Some("LDktKdoQak3Pk0cnXxCltA"));
    }

    #[test]
    fn each_algorithm_has_the_hash_of_its_size() {
        for (alg, length) in [("ES384", 32), ("EdDSA", 43), ("PS512", 43)] {
            assert_eq!(left_half(alg, "at-1").unwrap().len(), length, "{alg}");
        }
        assert_eq!(left_half("none", "at-1"), None);
    }
}
