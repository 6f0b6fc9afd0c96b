//! The proof of one request, RFC 9449 §4.2.

use std::fmt::Write as _;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::value::split_origin;

/// What a proof is made of.
pub(super) struct Claims<'a> {
    /// Names this proof, and no other.
    pub(super) id: &'a str,
    pub(super) method: &'a str,
    /// The URL as it is sent.
    pub(super) url: &'a str,
    pub(super) issued_at: SystemTime,
    /// The access token of the request.
    pub(super) token: Option<&'a str>,
    pub(super) nonce: Option<&'a str>,
}

impl Claims<'_> {
    /// The claims as JSON. No value of them can hold a character that JSON escapes: the
    /// method and the nonce are tokens, and the URL has none of them.
    pub(super) fn json(&self) -> String {
        let mut json = String::with_capacity(320);
        let issued_at = seconds(self.issued_at);
        let uri = target(self.url);
        let (id, method) = (self.id, self.method);
        let _ = write!(
            json,
            r#"{{"jti":"{id}","htm":"{method}","htu":"{uri}","iat":{issued_at}"#
        );
        if let Some(token) = self.token {
            let _ = write!(json, r#","ath":"{}""#, token_hash(token));
        }
        if let Some(nonce) = self.nonce {
            let _ = write!(json, r#","nonce":"{nonce}""#);
        }
        json.push('}');
        json
    }
}

/// The hash of an access token, `ath`.
fn token_hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token))
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// The URL without query and fragment, in the form that RFC 3986 §6.2.2 and §6.2.3 and
/// every HTTP client give it: scheme and host in lower case, no port that the scheme
/// implies, `/` for an empty path.
fn target(url: &str) -> String {
    let bare = url.split(['?', '#']).next().unwrap_or_default();
    let (origin, path) = split_origin(bare);
    let origin = origin.to_ascii_lowercase();
    let port = match origin.split_once("://") {
        Some(("https", _)) => ":443",
        Some(("http", _)) => ":80",
        _ => "",
    };
    let origin = origin.strip_suffix(port).unwrap_or(&origin);
    let mut target = String::with_capacity(bare.len());
    target.push_str(origin);
    target.push_str(if path.is_empty() { "/" } else { path });
    target.retain(|c| !matches!(c, '"' | '\\') && !c.is_control());
    target
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_hash_is_the_one_of_rfc_9449_section_7_1() {
        let token = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
        assert_eq!(
            token_hash(token),
            "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
        );
    }

    #[test]
    fn the_target_has_neither_query_nor_fragment_and_is_normal() {
        for (url, expected) in [
            (
                "https://server.example.com/token",
                "https://server.example.com/token",
            ),
            (
                "https://server.example.com/token?a=https://b/#c",
                "https://server.example.com/token",
            ),
            (
                "HTTPS://Server.Example.com:443/Token#x",
                "https://server.example.com/Token",
            ),
            ("http://127.0.0.1:80", "http://127.0.0.1/"),
            ("http://127.0.0.1:8080?x=1", "http://127.0.0.1:8080/"),
            ("https://a.example:80/", "https://a.example:80/"),
            ("http://[::1]:4433/t", "http://[::1]:4433/t"),
        ] {
            assert_eq!(target(url), expected, "{url}");
        }
    }

    #[test]
    fn the_claims_are_those_of_the_request() {
        let claims = Claims {
            id: "-BwC3ESc6acc2lTc",
            method: "POST",
            url: "https://server.example.com/token?x",
            issued_at: SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_562_262_616),
            token: None,
            nonce: None,
        };
        // RFC 9449 §4.2.
        assert_eq!(
            claims.json(),
            r#"{"jti":"-BwC3ESc6acc2lTc","htm":"POST","htu":"https://server.example.com/token","iat":1562262616}"#
        );
        let whole = Claims {
            token: Some("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU"),
            nonce: Some("eyJ7S_zG.eyJH0-Z.HX4w-7v"),
            ..claims
        };
        let read: serde_json::Value = serde_json::from_str(&whole.json()).unwrap();
        assert_eq!(read["ath"], "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo");
        assert_eq!(read["nonce"], "eyJ7S_zG.eyJH0-Z.HX4w-7v");
    }
}
