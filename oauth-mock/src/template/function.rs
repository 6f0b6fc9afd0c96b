//! The functions of templates, computed anew: nothing here is the client's code.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use md5::Md5;
use oauth_runtime::spec::Function;
use sha2::{Digest as _, Sha256};

/// What a function makes of texts; `None` where the server cannot know.
pub(super) fn apply(function: Function, texts: &[String]) -> Option<String> {
    let text = |at: usize| texts.get(at).map(String::as_str);
    let number = |at: usize| text(at)?.parse::<usize>().ok();
    let first = text(0)?;
    Some(match function {
        Function::Base64 => STANDARD.encode(first),
        Function::Base64Url => URL_SAFE_NO_PAD.encode(first),
        Function::Sha256Hex => hex(&Sha256::digest(first)),
        Function::Md5Hex => hex(&Md5::digest(first)),
        Function::HmacSha256Hex => hex(&hmac(first, text(1)?)?),
        Function::HmacSha256Base64 => STANDARD.encode(hmac(first, text(1)?)?),
        Function::Slice => {
            let (from, to) = (number(1)?, number(2)?);
            first.chars().take(to).skip(from).collect()
        }
        Function::Upper => first.to_ascii_uppercase(),
        Function::Json => serde_json::Value::from(first).to_string(),
        _ => return None,
    })
}

/// `sorted_params(between, after, names...)` of the parameters of a request.
pub(super) fn sorted(pairs: &[(String, String)], words: &[String]) -> String {
    let (between, after, left_out) = match words {
        [between, after, left_out @ ..] => (between.as_str(), after.as_str(), left_out),
        [between] => (between.as_str(), "", &[][..]),
        [] => ("", "", &[][..]),
    };
    let mut pairs: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| !left_out.contains(name))
        .collect();
    pairs.sort_by(|(a, _), (b, _)| a.as_bytes().cmp(b.as_bytes()));
    pairs
        .iter()
        .map(|(name, value)| format!("{name}{between}{value}"))
        .collect::<Vec<_>>()
        .join(after)
}

fn hmac(key: &str, text: &str) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).ok()?;
    mac.update(text.as_bytes());
    Some(mac.finalize().into_bytes().to_vec())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(function: Function, texts: &[&str]) -> String {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        apply(function, &texts).unwrap_or_default()
    }

    #[test]
    fn vectors() {
        // RFC 1321 appendix A.5, FIPS 180-4, RFC 4231 test case 2.
        assert_eq!(
            all(Function::Md5Hex, &["abc"]),
            "900150983cd24fb0d6963f7d28e17f72"
        );
        assert_eq!(
            all(Function::Sha256Hex, &["abc"]),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            all(
                Function::HmacSha256Hex,
                &["Jefe", "what do ya want for nothing?"]
            ),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(all(Function::Slice, &["abcdef", "1", "3"]), "bc");
        assert_eq!(all(Function::Json, &["a\"b"]), "\"a\\\"b\"");
    }

    #[test]
    fn parameters_are_sorted_and_some_left_out() {
        let pairs = [("b", "2"), ("sign", "x"), ("a", "1")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let words = ["=", "&", "sign"].map(str::to_owned);
        assert_eq!(sorted(&pairs, &words), "a=1&b=2");
    }
}
