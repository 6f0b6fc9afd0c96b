//! Cookies that only this application can read and write.

use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar};
use http::{HeaderMap, header};
use oauth_runtime::{Code, Error, Secret};
use sha2::{Digest, Sha512};

/// 256 bits as hex.
const SHORTEST: usize = 64;
/// Sixteen digits of hex make a good key; a repeated word does not.
const FEWEST_DIFFERENT: usize = 10;

/// Seals with the newest key and opens with each.
pub(crate) struct Sealer(Vec<Key>);

impl Sealer {
    pub(crate) fn new<'k>(keys: impl Iterator<Item = &'k Secret>) -> Result<Self, Error> {
        keys.map(check_key).collect::<Result<_, _>>().map(Self)
    }

    /// What the application itself put into the cookies with one of these starts of
    /// their names. Of two with one name the first that opens counts.
    pub(crate) fn open(&self, headers: &HeaderMap, starts: &[String]) -> Vec<(String, Secret)> {
        let mut found: Vec<(String, Secret)> = Vec::new();
        let lines = headers.get_all(header::COOKIE).iter();
        let texts = lines.filter_map(|line| line.to_str().ok());
        for cookie in texts.flat_map(|text| Cookie::split_parse_encoded(text.to_owned())) {
            let Ok(cookie) = cookie else { continue };
            let known = |(name, _): &(String, Secret)| name == cookie.name();
            let ours = starts
                .iter()
                .any(|start| cookie.name().starts_with(start.as_str()));
            if !ours || found.iter().any(known) {
                continue;
            }
            let mut opened = self.0.iter().filter_map(|key| {
                PrivateCookieJar::new(key.clone()).decrypt(cookie.clone().into_owned())
            });
            if let Some(opened) = opened.next() {
                found.push((opened.name().to_owned(), Secret::new(opened.value())));
            }
        }
        found
    }

    /// A jar that seals what is put into it.
    pub(crate) fn jar(&self) -> Option<PrivateCookieJar> {
        self.0.first().cloned().map(PrivateCookieJar::new)
    }
}

fn check_key(key: &Secret) -> Result<Key, Error> {
    let text = key.expose().as_bytes();
    let different = (0..=u8::MAX).filter(|byte| text.contains(byte)).count();
    if text.len() < SHORTEST || different < FEWEST_DIFFERENT {
        return Err(Error::new(
            Code::SettingRefused,
            format!(
                "the key of the cookies is shorter than {SHORTEST} characters or not random; make one with `openssl rand -hex 32`"
            ),
        )
        .key("key"));
    }
    // The text has its 256 bits of entropy somewhere; the cipher wants them in its own bytes.
    let mut hash = Sha512::new();
    hash.update(b"oauth-axum cookies ");
    hash.update(text);
    Key::try_from(hash.finalize().as_slice()).map_err(|_| {
        Error::new(Code::SettingRefused, "the key of the cookies is too short").key("key")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_repeated_keys_are_refused() {
        let hex = "3f1c9a7be2508d64".repeat(4);
        assert!(Sealer::new([Secret::new(hex.clone())].iter()).is_ok());
        for bad in [&hex[..63], "", &"change-me".repeat(10), &"a".repeat(64)] {
            let error = Sealer::new([Secret::new(bad)].iter()).err();
            assert_eq!(error.map(|e| e.code()), Some(Code::SettingRefused));
        }
    }
}
