//! A proof as RFC 9449 §4.3 has it checked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::Alg;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::verify::{thumbprint, verifies};
use crate::read::Request;
use crate::refusal::Refusal;

/// So many seconds a proof may be old, or ahead.
pub(super) const WINDOW: u64 = 60;

/// A proof whose signature is good.
pub(super) struct Proof {
    pub(super) thumbprint: String,
    pub(super) id: String,
    pub(super) issued_at: u64,
    pub(super) nonce: Option<String>,
    method: String,
    url: String,
    token_hash: Option<String>,
}

pub(super) fn refused(text: impl Into<String>) -> Refusal {
    Refusal::new("invalid_dpop_proof", text)
}

impl Proof {
    /// Steps 1 to 7 of RFC 9449 §4.3.
    pub(super) fn read(alg: Alg, request: &Request) -> Result<Self, Refusal> {
        let mut headers = request.headers.get_all("dpop").iter();
        let (Some(header), None) = (headers.next(), headers.next()) else {
            return Err(refused("there is not exactly one `DPoP` header"));
        };
        let jwt = header.to_str().unwrap_or_default();
        let parts: Vec<&str> = jwt.split('.').collect();
        let [header, claims, signature] = parts[..] else {
            return Err(refused("the proof is no signed JWT"));
        };
        let bytes = |part: &str| URL_SAFE_NO_PAD.decode(part).ok();
        let json = |part: &str| serde_json::from_slice::<Value>(&bytes(part)?).ok();
        let (Some(head), Some(body), Some(signature)) =
            (json(header), json(claims), bytes(signature))
        else {
            return Err(refused("the proof is no signed JWT"));
        };
        if head.get("typ") != Some(&Value::from("dpop+jwt")) {
            return Err(refused("`typ` of the proof is not `dpop+jwt`"));
        }
        if head.get("alg") != Some(&Value::from(alg.name())) {
            return Err(refused(format!(
                "`alg` of the proof is not `{}`",
                alg.name()
            )));
        }
        let key = head.get("jwk").unwrap_or(&Value::Null);
        let private = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
        if private.iter().any(|member| key.get(member).is_some()) {
            return Err(refused("`jwk` of the proof is a private key"));
        }
        let signed = format!("{header}.{claims}");
        if verifies(alg, key, signed.as_bytes(), &signature) != Some(true) {
            return Err(refused("the signature of the proof is not of its key"));
        }
        let text = |name: &str| Some(body.get(name)?.as_str()?.to_owned());
        let need = |name: &str| {
            text(name)
                .filter(|value| !value.is_empty())
                .ok_or_else(|| refused(format!("the proof has no `{name}`")))
        };
        Ok(Self {
            thumbprint: thumbprint(key).ok_or_else(|| refused("`jwk` of the proof is no key"))?,
            id: need("jti")?,
            method: need("htm")?,
            url: need("htu")?,
            issued_at: body
                .get("iat")
                .and_then(Value::as_u64)
                .ok_or_else(|| refused("the proof has no `iat`"))?,
            nonce: text("nonce"),
            token_hash: text("ath"),
        })
    }

    /// Steps 8 to 12 of RFC 9449 §4.3, without the nonce.
    pub(super) fn check(
        &self,
        request: &Request,
        url: &str,
        now: u64,
        token: Option<&str>,
    ) -> Result<(), Refusal> {
        if self.method != request.method {
            return Err(refused("the proof is for another method"));
        }
        if self.url != url {
            return Err(refused("the proof is for another address"));
        }
        if self.issued_at.abs_diff(now) > WINDOW {
            return Err(refused("the proof is too old, or of the future"));
        }
        let hash = token.map(|token| URL_SAFE_NO_PAD.encode(Sha256::digest(token)));
        match (hash, &self.token_hash) {
            (Some(own), Some(given)) if own == *given => Ok(()),
            (None, None) => Ok(()),
            (None, Some(_)) => Err(refused(
                "the proof is for a token, and the request has none",
            )),
            (Some(_), _) => Err(refused("`ath` of the proof is not the hash of the token")),
        }
    }
}
