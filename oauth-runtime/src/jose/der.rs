//! Signatures of ECDSA as key management services answer them.

use super::key::SignError;
use crate::spec::Alg;

/// The tags of X.690 §8.3 and §8.9.
const INTEGER: u8 = 0x02;
const SEQUENCE: u8 = 0x30;

/// The signature of ECDSA as a JWS has it, two numbers of a fixed length side by side
/// (RFC 7518 §3.4), of one in DER (`Ecdsa-Sig-Value`, RFC 3279 §2.2.3). Key management
/// services and hardware modules answer DER.
///
/// # Errors
/// When the bytes are no such signature, or a number is too long for `alg`, or `alg` is
/// not ECDSA.
pub fn ecdsa_from_der(der: &[u8], alg: Alg) -> Result<Vec<u8>, SignError> {
    let width = match alg {
        Alg::Es256 => 32,
        Alg::Es384 => 48,
        _ => return Err(SignError(format!("{} is not ECDSA", alg.name()))),
    };
    numbers(der, width).ok_or_else(|| {
        let text = format!("what was answered is no signature of {} in DER", alg.name());
        SignError(text)
    })
}

fn numbers(der: &[u8], width: usize) -> Option<Vec<u8>> {
    let (sequence, after) = value(der, SEQUENCE)?;
    let (r, sequence) = value(sequence, INTEGER)?;
    let (s, end) = value(sequence, INTEGER)?;
    if !after.is_empty() || !end.is_empty() {
        return None;
    }
    let mut both = Vec::with_capacity(2 * width);
    for number in [r, s] {
        let number = unsigned(number)?;
        let padding = width.checked_sub(number.len())?;
        both.resize(both.len() + padding, 0);
        both.extend_from_slice(number);
    }
    Some(both)
}

/// The value of the tag, and what comes behind it. No signature of these curves is as
/// long as 128 bytes, so a length is one byte (X.690 §8.1.3.4).
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&first, rest) = der.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let is_short = first == tag && length < 0x80;
    is_short.then(|| rest.split_at_checked(length.into()))?
}

/// A positive number without the byte that says so, in the one way in which DER writes it
/// (X.690 §8.3.2).
fn unsigned(number: &[u8]) -> Option<&[u8]> {
    match number {
        [0, rest @ ..] if rest.first().is_some_and(|high| *high >= 0x80) => Some(rest),
        [first, ..] if (1..0x80).contains(first) => Some(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6979 §A.2.5, SHA-256, message "sample": the first bit of both numbers is set.
    const R: &str = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
    const S: &str = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
    /// RFC 6979 §A.2.5, SHA-256, message "test": the first bit of the second is not set.
    const TEST_R: &str = "F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367";
    const TEST_S: &str = "019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083";

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len() / 2)
            .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn signatures_of_rfc_6979() {
        let der = bytes(&format!("3046022100{R}022100{S}"));
        let both = ecdsa_from_der(&der, Alg::Es256).unwrap();
        assert_eq!(both, bytes(&format!("{R}{S}")));

        let der = bytes(&format!("3045022100{TEST_R}0220{TEST_S}"));
        let both = ecdsa_from_der(&der, Alg::Es256).unwrap();
        assert_eq!(both, bytes(&format!("{TEST_R}{TEST_S}")));
    }

    #[test]
    fn a_short_number_is_filled_up() {
        let both = ecdsa_from_der(&bytes("3006020101020102"), Alg::Es384).unwrap();
        assert_eq!(both.len(), 96);
        let set: Vec<_> = (0..96).filter(|at| both[*at] != 0).collect();
        assert_eq!((set, both[47], both[95]), (vec![47, 95], 1, 2));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        for (hex, why) in [
            ("", "nothing"),
            ("3006020101", "cut off"),
            ("300602010102010200", "a byte behind it"),
            ("3007020101020102", "a length that is too long"),
            ("3009020101020102020103", "three numbers"),
            ("3106020101020102", "no sequence"),
            ("3006030101020102", "no number"),
            ("3006020181020102", "a negative number"),
            ("3006020100020102", "zero"),
            ("300702020001020102", "a zero that nobody needs"),
            ("3005020002010200", "an empty number"),
            ("308106020101020102", "a long length"),
        ] {
            assert!(ecdsa_from_der(&bytes(hex), Alg::Es256).is_err(), "{why}");
        }
        let long = bytes(&format!("3026022101{R}020101"));
        assert!(ecdsa_from_der(&long, Alg::Es256).is_err(), "33 bytes");
        assert!(ecdsa_from_der(&bytes("3006020101020102"), Alg::Rs256).is_err());
    }
}
