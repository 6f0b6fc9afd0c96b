//! What a server says about a proof.

use http::header::WWW_AUTHENTICATE;
use serde::Deserialize;

use crate::wire::WireResponse;

/// Why a server refused a request for its proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProofError {
    /// `use_dpop_nonce`: it wants the nonce that the answer names (RFC 9449 §8 and §9).
    UseNonce,
    /// `invalid_dpop_proof` (RFC 9449 §5 and §7.1).
    Invalid,
}

impl ProofError {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::UseNonce => "use_dpop_nonce",
            Self::Invalid => "invalid_dpop_proof",
        }
    }

    fn named(name: &str) -> Option<Self> {
        match name {
            "use_dpop_nonce" => Some(Self::UseNonce),
            "invalid_dpop_proof" => Some(Self::Invalid),
            _ => None,
        }
    }
}

/// What an answer says of the proof: an authorization server in its body, an API in
/// its challenge. Only an answer of status 400 or 401 does.
pub(crate) fn proof_error(response: &WireResponse) -> Option<ProofError> {
    if !matches!(response.status, 400 | 401) {
        return None;
    }
    in_challenge(response).or_else(|| in_body(&response.body))
}

fn in_body(body: &[u8]) -> Option<ProofError> {
    #[derive(Deserialize)]
    struct Body<'b> {
        #[serde(borrow)]
        error: std::borrow::Cow<'b, str>,
    }
    let body: Body<'_> = serde_json::from_slice(body).ok()?;
    ProofError::named(&body.error)
}

fn in_challenge(response: &WireResponse) -> Option<ProofError> {
    let challenges = response.headers.get_all(WWW_AUTHENTICATE).iter();
    challenges
        .filter_map(|value| value.to_str().ok())
        .find_map(|text| of_dpop(text).and_then(ProofError::named))
}

/// The `error` of the `DPoP` challenge in a list of challenges (RFC 9110 §11.6.1).
fn of_dpop(text: &str) -> Option<&str> {
    let mut ours = false;
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let end = rest
            .find(|c: char| c == '=' || c == ',' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at_checked(end).filter(|_| end > 0)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            ours = word.eq_ignore_ascii_case("dpop");
            rest = after;
            continue;
        };
        let (value, after) = parameter(value.trim_start())?;
        if ours && word.eq_ignore_ascii_case("error") {
            return Some(value);
        }
        rest = after;
    }
}

/// A token or a quoted text, and what follows it. A quoted pair stays as it is
/// written: no name of an error holds one.
fn parameter(text: &str) -> Option<(&str, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        return text.split_at_checked(end);
    };
    let mut escaped = false;
    let end = quoted.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    let (value, after) = quoted.split_at_checked(end)?;
    Some((value, after.strip_prefix('"')?))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::{HeaderMap, HeaderValue};

    use super::*;

    fn answered(status: u16, challenges: &[&'static str], body: &'static str) -> WireResponse {
        let mut headers = HeaderMap::new();
        for challenge in challenges {
            headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        WireResponse {
            status,
            headers,
            body: Bytes::from_static(body.as_bytes()),
            complete: true,
        }
    }

    #[test]
    fn the_examples_of_rfc_9449() {
        // §8
        let body = r#"{"error": "use_dpop_nonce",
            "error_description": "Authorization server requires nonce in DPoP proof"}"#;
        let server = answered(400, &[], body);
        assert_eq!(proof_error(&server), Some(ProofError::UseNonce));
        // §9
        let challenge = r#"DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof""#;
        let api = answered(401, &[challenge], "");
        assert_eq!(proof_error(&api), Some(ProofError::UseNonce));
        // §7.1
        let challenge = r#"DPoP error="invalid_token", error_description="Invalid DPoP key binding", algs="ES256""#;
        assert_eq!(proof_error(&answered(401, &[challenge], "")), None);
    }

    #[test]
    fn the_challenge_may_stand_among_others() {
        for challenges in [
            &[
                "Bearer realm=\"a\"",
                "DPoP algs=\"ES256\", error=\"use_dpop_nonce\"",
            ][..],
            &["Bearer error=\"invalid_token\", dpop algs=\"ES256 PS256\",error=use_dpop_nonce"],
            &["DPoP, DPoP error = \"use_dpop_nonce\""],
        ] {
            let found = proof_error(&answered(401, challenges, ""));
            assert_eq!(found, Some(ProofError::UseNonce), "{challenges:?}");
        }
    }

    #[test]
    fn another_scheme_s_error_a_quoted_text_and_a_success_are_none() {
        for (status, challenge, body) in [
            (
                401,
                "Bearer error=\"use_dpop_nonce\", DPoP algs=\"ES256\"",
                "",
            ),
            (
                401,
                r#"DPoP realm="\", error=use_dpop_nonce""#,
                "<html>use_dpop_nonce</html>",
            ),
            (401, "DPoP error=\"use_dpop_nonce", ""),
            (200, "DPoP error=\"use_dpop_nonce\"", ""),
            (200, "DPoP", r#"{"error":"use_dpop_nonce"}"#),
            (401, "", r#"{"errors":"use_dpop_nonce"}"#),
        ] {
            let found = proof_error(&answered(status, &[challenge], body));
            assert_eq!(found, None, "{challenge} {body}");
        }
    }
}
