//! The proof key of a sign-in (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::spec::Pkce;

/// The challenge of a verifier, RFC 7636 §4.2, written into `room`.
pub(super) fn challenge<'c>(method: Pkce, verifier: &'c str, room: &'c mut [u8; 64]) -> &'c str {
    let length = match method {
        Pkce::Plain | Pkce::None => return verifier,
        Pkce::S256 => {
            let written = URL_SAFE_NO_PAD.encode_slice(Sha256::digest(verifier), room);
            written.unwrap_or_default()
        }
        Pkce::S256Hex => {
            for (pair, byte) in room.chunks_exact_mut(2).zip(Sha256::digest(verifier)) {
                let digit = |nibble| b"0123456789abcdef".get(usize::from(nibble));
                pair.copy_from_slice(&[byte >> 4, byte & 15].map(|n| *digit(n).unwrap_or(&b'0')));
            }
            room.len()
        }
    };
    let written = room.get(..length).unwrap_or_default();
    std::str::from_utf8(written).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(
            challenge(Pkce::S256, verifier, &mut [0; 64]),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        let mut room = [0; 64];
        let hex = challenge(Pkce::S256Hex, verifier, &mut room);
        assert_eq!(hex.len(), 64);
        assert!(hex.starts_with("13d31e961a1ad8ec2f16b10c4c982e08"));
    }
}
