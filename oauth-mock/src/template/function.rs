//! The functions of templates, computed once more (RFC 4648, RFC 2104, RFC 1321, RFC 8017).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use md5::{Digest as _, Md5};
use oauth_runtime::spec::{Function, Part};
use sha2::Sha256;

use super::{Unset, Values};
use crate::answer::hmac;
use crate::jws;

impl Values<'_> {
    /// What a function makes; `None` where something it needs is not known.
    pub(super) fn call(
        &self,
        function: Function,
        arguments: &[&[Part]],
    ) -> Result<Option<String>, Unset> {
        let mut texts = Vec::with_capacity(arguments.len());
        for argument in arguments {
            match self.fill(argument)?.text() {
                Some(text) => texts.push(text),
                None => return Ok(None),
            }
        }
        if function == Function::SortedParams {
            let pairs = self.scene.pairs.as_deref();
            return Ok(pairs.map(|pairs| sorted(pairs, &texts)));
        }
        let at = |index: usize| texts.get(index).map_or("", String::as_str);
        Ok(computed(function, &at))
    }
}

fn computed<'t>(function: Function, at: &dyn Fn(usize) -> &'t str) -> Option<String> {
    Some(match function {
        Function::Base64 => STANDARD.encode(at(0)),
        Function::Base64Url => URL_SAFE_NO_PAD.encode(at(0)),
        Function::Sha256Hex => hex(&Sha256::digest(at(0))),
        Function::Md5Hex => hex(&Md5::digest(at(0))),
        Function::HmacSha256Hex => hex(&hmac(at(0).as_bytes(), at(1).as_bytes())),
        Function::HmacSha256Base64 => STANDARD.encode(hmac(at(0).as_bytes(), at(1).as_bytes())),
        Function::RsaSha256 => STANDARD.encode(jws::rsa_sha256(at(0), at(1).as_bytes())?),
        Function::Slice => {
            let (from, to): (usize, usize) = (at(1).parse().ok()?, at(2).parse().ok()?);
            at(0).chars().take(to).skip(from).collect()
        }
        Function::Upper => at(0).to_ascii_uppercase(),
        Function::Json => serde_json::Value::from(at(0)).to_string(),
        _ => return None,
    })
}

/// `between` stands between name and value, `after` between two pairs.
fn sorted(pairs: &[(String, String)], words: &[String]) -> String {
    let word = |at: usize| words.get(at).map_or("", String::as_str);
    let left_out = words.get(2..).unwrap_or_default();
    let mut chosen: Vec<_> = pairs
        .iter()
        .filter(|(name, _)| !left_out.contains(name))
        .collect();
    chosen.sort_by_key(|(name, _)| name.as_bytes());
    let written: Vec<String> = chosen
        .iter()
        .map(|(name, value)| format!("{name}{}{value}", word(0)))
        .collect();
    written.join(word(1))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(function: Function, texts: &[&'static str]) -> Option<String> {
        computed(function, &|at| texts.get(at).copied().unwrap_or_default())
    }

    #[test]
    fn functions_give_the_values_of_the_rfcs() {
        let cases: [(Function, &[&'static str], &str); 9] = [
            (Function::Base64, &["fo"], "Zm8="),
            (Function::Base64Url, &["a?>"], "YT8-"),
            (
                Function::Sha256Hex,
                &["abc"],
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                Function::Md5Hex,
                &["abc"],
                "900150983cd24fb0d6963f7d28e17f72",
            ),
            (
                Function::HmacSha256Hex,
                &["Jefe", "what do ya want for nothing?"],
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                Function::HmacSha256Base64,
                &["Jefe", "what do ya want for nothing?"],
                "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=",
            ),
            (Function::Slice, &["h\u{e9}llo", "1", "3"], "\u{e9}l"),
            (Function::Upper, &["a1f"], "A1F"),
            (Function::Json, &["say \"x\""], r#""say \"x\"""#),
        ];
        for (function, texts, wanted) in cases {
            assert_eq!(
                call(function, texts).as_deref(),
                Some(wanted),
                "{function:?}"
            );
        }
    }

    #[test]
    fn parameters_are_sorted_by_the_bytes_of_their_names() {
        let pairs = [("b", "2"), ("a", "1"), ("sign", "x"), ("B", "3")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        let words = ["=", "&", "sign"].map(str::to_owned);
        assert_eq!(sorted(&pairs, &words), "B=3&a=1&b=2");
    }
}
