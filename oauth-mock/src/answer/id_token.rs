//! ID tokens (OpenID Connect Core §2), signed with HS256 (§10.1, RFC 7515 §A.1).

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{AnswerSpec, CallKind, Field};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::metadata::ISSUER;
use crate::server::lock;
use crate::setup::Setup;
use crate::store::{Family, Issued};

/// Rewrites header and claims.
type Change = Arc<dyn Fn(&mut Value, &mut Value) + Send + Sync>;

/// Where an access token never ends, an ID token does.
const LIFETIME: Duration = Duration::from_secs(3600);
/// The block of SHA-256, in bytes.
const BLOCK: usize = 64;

/// Makes the ID tokens of a server.
pub(crate) struct IdTokens {
    /// Signs those of clients without secret.
    key: [u8; 32],
    change: Mutex<Option<Change>>,
}

impl IdTokens {
    pub(crate) fn new(key: [u8; 32]) -> Self {
        Self {
            key,
            change: Mutex::default(),
        }
    }

    pub(crate) fn change(&self, change: Change) {
        *lock(&self.change) = Some(change);
    }

    /// An ID token; `None` when a test wants none.
    pub(crate) fn issue(
        &self,
        setup: &Setup,
        rules: &AnswerSpec,
        family: &Family,
        issued: &Issued,
        now: SystemTime,
    ) -> Option<String> {
        let client = setup.clients.get(family.client.unwrap_or_default());
        let end = issued.ends.or_else(|| now.checked_add(LIFETIME));
        // A client that knows where the keys are checks the signature.
        let published = setup.spec.call(CallKind::Jwks).is_some();
        let own = setup.keys.server.as_ref().filter(|_| published);
        let mut header = match own {
            Some(key) => key.header("JWT"),
            None => json!({"alg": "HS256", "typ": "JWT"}),
        };
        let mut claims = json!({
            "iss": setup.issuer().unwrap_or_else(|| ISSUER.to_owned()),
            "sub": family.subject,
            "aud": client.as_ref().map(|client| client.id.as_str()),
            "iat": setup.written(now),
            "exp": setup.written(end.unwrap_or(now)),
        });
        if let (Some(nonce), Some(claims)) = (&family.nonce, claims.as_object_mut()) {
            claims.insert("nonce".into(), nonce.as_str().into());
        }
        let wanted = super::claims(setup, rules, Field::IdToken, issued.ends);
        if let (Some(Value::Object(wanted)), Some(claims)) = (wanted, claims.as_object_mut()) {
            claims.extend(wanted);
        }
        let change = lock(&self.change).clone();
        if let Some(change) = change {
            change(&mut header, &mut claims);
        }
        if claims.is_null() {
            return None;
        }
        let usual = own.filter(|key| header.get("alg") == key.header("JWT").get("alg"));
        if let Some(key) = usual {
            return Some(key.sign(&header, &claims));
        }
        let secret = client.and_then(|client| client.secret());
        let key = match &secret {
            Some(secret) => secret.expose().as_bytes(),
            None => &self.key,
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&claims));
        let named = header
            .get("alg")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let signature = match named.eq_ignore_ascii_case("none") {
            true => String::new(),
            false => URL_SAFE_NO_PAD.encode(hmac(key, signed.as_bytes())),
        };
        Some(format!("{signed}.{signature}"))
    }
}

/// HMAC-SHA-256 (RFC 2104).
pub(crate) fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let digest: [u8; 32];
    let key = match key.len() > BLOCK {
        true => {
            digest = Sha256::digest(key).into();
            &digest[..]
        }
        false => key,
    };
    let padded = |with: u8| -> Vec<u8> {
        let bytes = key.iter().copied().chain(std::iter::repeat(0));
        bytes.take(BLOCK).map(|byte| byte ^ with).collect()
    };
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(message)
        .finalize();
    Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

#[cfg(test)]
mod tests {
    use super::hmac;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        assert_eq!(
            hex(&hmac(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            hex(&hmac(
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First"
            )),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }
}
