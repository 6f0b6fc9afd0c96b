//! The authorize URL with PKCE, state and four scopes.

use std::hint::black_box;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth2::{CsrfToken, PkceCodeChallenge, Scope};
use sha2::{Digest as _, Sha256};

use crate::Bench;
use crate::fixture::{CLIENT_ID, REDIRECT, SCOPES, oauth2};
use crate::provider::{self, AcmeScope};

pub fn bench() -> Bench {
    Bench {
        name: "authorize-url",
        runs: 2000,
        variants: vec![
            ("oauth-runtime", ours),
            ("oauth2", theirs),
            ("floor", floor),
        ],
    }
}

fn ours() -> Box<dyn FnMut(usize)> {
    let client = provider::builder().build().unwrap();
    let scopes = [
        AcmeScope::ContactsRead,
        AcmeScope::ContactsWrite,
        AcmeScope::DealsRead,
        AcmeScope::DealsWrite,
    ];
    Box::new(move |runs| {
        for _ in 0..runs {
            let sign_in = client.authorize(black_box(REDIRECT), scopes.clone());
            black_box(&sign_in.begin().unwrap());
        }
    })
}

fn theirs() -> Box<dyn FnMut(usize)> {
    let client = oauth2("https://acme.example");
    Box::new(move |runs| {
        for _ in 0..runs {
            let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
            let mut request = client
                .authorize_url(CsrfToken::new_random)
                .set_pkce_challenge(challenge);
            for scope in SCOPES {
                request = request.add_scope(Scope::new(scope.to_owned()));
            }
            black_box(&(request.url(), verifier));
        }
    })
}

/// Everything on the stack but the URL, and nothing checked.
fn floor() -> Box<dyn FnMut(usize)> {
    let base64url = |bytes: &[u8], text: &mut [u8; 43]| {
        URL_SAFE_NO_PAD.encode_slice(bytes, text).unwrap();
    };
    Box::new(move |runs| {
        for _ in 0..runs {
            let mut random = [0; 64];
            getrandom::fill(&mut random).unwrap();
            let [mut state, mut verifier, mut challenge] = [[0; 43]; 3];
            base64url(&random[..32], &mut state);
            base64url(&random[32..], &mut verifier);
            base64url(&Sha256::digest(verifier), &mut challenge);
            let text = |bytes| std::str::from_utf8(bytes).unwrap();
            let mut url = String::with_capacity(512);
            url.push_str("https://acme.example/oauth/authorize?response_type=code&client_id=");
            escape(&mut url, CLIENT_ID);
            url.push_str("&redirect_uri=");
            escape(&mut url, black_box(REDIRECT));
            url.push_str("&scope=");
            for (at, scope) in SCOPES.iter().enumerate() {
                if at > 0 {
                    url.push_str("%20");
                }
                escape(&mut url, scope);
            }
            url.push_str("&state=");
            url.push_str(text(&state));
            url.push_str("&code_challenge=");
            url.push_str(text(&challenge));
            url.push_str("&code_challenge_method=S256");
            black_box((url, state, verifier));
        }
    })
}

fn escape(url: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                url.push(char::from(byte));
            }
            _ => {
                let digit = |nibble| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
                url.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}
