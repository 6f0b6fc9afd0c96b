//! What must be remembered between the two halves of a sign-in.

use std::borrow::Cow;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::error::{Code, Error};
use crate::metadata::Frozen;
use crate::secret::Secret;

/// A sign-in that waits for its callback: state, PKCE verifier, nonce, the exact
/// redirect URI, and whose it is (RFC 9700 §2.1 and §4.4, RFC 7636 §4.1).
///
/// A web application keeps it in the user's own session, and nowhere else: the
/// callback must come from the browser that began.
#[derive(Clone, Debug)]
pub struct PendingSignIn {
    pub(crate) provider: Cow<'static, str>,
    pub(crate) client_id: String,
    pub(crate) tenant: String,
    /// Seconds since 1970.
    pub(crate) begun_at: u64,
    /// SHA-256 of the browser's session, where the sign-in is bound to one.
    pub(crate) session: Option<Secret>,
    pub(crate) state: Option<Secret>,
    pub(crate) verifier: Option<Secret>,
    pub(crate) nonce: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) scope: String,
    pub(crate) second_scope: String,
    /// What was learned of the provider when the sign-in began.
    pub(crate) frozen: Option<Frozen>,
    /// The private key that the tokens will be bound to (RFC 9449).
    pub(crate) dpop_key: Option<Secret>,
    /// How many seconds ago the person may have proved who he is
    /// (OpenID Connect Core §3.1.2.1).
    pub(crate) max_age: Option<u64>,
    /// The values of `acr` of which the ID token must have one.
    pub(crate) acr: Vec<String>,
    /// Resources that were asked for in place of the declared one (RFC 8707).
    pub(crate) resources: Vec<String>,
}

impl PendingSignIn {
    /// The provider's id.
    #[must_use]
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// The redirect URI. `None` for a sign-in by PIN.
    #[must_use]
    pub fn redirect_uri(&self) -> Option<&str> {
        self.redirect_uri.as_deref()
    }

    /// What must not be shown when a provider repeats it.
    pub(super) fn secrets(&self) -> [&str; 3] {
        [&self.state, &self.verifier, &self.nonce]
            .map(|secret| secret.as_ref().map_or("", Secret::expose))
    }

    /// What tells this sign-in from every other one, if it holds such a thing.
    pub(super) fn fingerprint(&self) -> Option<[u8; 32]> {
        let unique = self.state.as_ref().or(self.verifier.as_ref())?;
        Some(Sha256::digest(unique.expose()).into())
    }

    /// Whether the browser's session is the one that began.
    pub(super) fn is_of(&self, session: Option<&str>) -> bool {
        match (&self.session, session) {
            (None, None) => true,
            (Some(begun), Some(session)) => begun.matches(session_digest(session).expose()),
            _ => false,
        }
    }

    /// The record as JSON text, for an encrypted or server-side session.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        let text = |secret: &Option<Secret>| secret.as_ref().map(|s| s.expose().to_owned());
        Secret::new(
            json!({
                "provider": self.provider,
                "client_id": self.client_id,
                "tenant": self.tenant,
                "begun_at": self.begun_at,
                "session": text(&self.session),
                "state": text(&self.state),
                "verifier": text(&self.verifier),
                "nonce": text(&self.nonce),
                "redirect_uri": self.redirect_uri,
                "scope": self.scope,
                "second_scope": self.second_scope,
                "frozen": self.frozen,
                "dpop_key": text(&self.dpop_key),
                "max_age": self.max_age,
                "acr": self.acr,
                "resources": self.resources,
            })
            .to_string(),
        )
    }

    /// Reads a record back.
    ///
    /// # Errors
    /// `E0408` when the text is not such a record.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let unreadable = || Error::new(Code::UnreadableCallback, "not a pending sign-in");
        let value: Value = serde_json::from_str(text).map_err(|_| unreadable())?;
        let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Ok(Self {
            provider: field("provider").ok_or_else(unreadable)?.into(),
            client_id: field("client_id").ok_or_else(unreadable)?,
            tenant: field("tenant").ok_or_else(unreadable)?,
            begun_at: value
                .get("begun_at")
                .and_then(Value::as_u64)
                .ok_or_else(unreadable)?,
            session: field("session").map(Secret::new),
            state: field("state").map(Secret::new),
            verifier: field("verifier").map(Secret::new),
            nonce: field("nonce").map(Secret::new),
            redirect_uri: field("redirect_uri"),
            scope: field("scope").ok_or_else(unreadable)?,
            second_scope: field("second_scope").unwrap_or_default(),
            frozen: match value.get("frozen") {
                None | Some(Value::Null) => None,
                Some(frozen) => {
                    Some(serde_json::from_value(frozen.clone()).map_err(|_| unreadable())?)
                }
            },
            dpop_key: field("dpop_key").map(Secret::new),
            max_age: value.get("max_age").and_then(Value::as_u64),
            acr: match value.get("acr") {
                None => Vec::new(),
                Some(acr) => serde_json::from_value(acr.clone()).map_err(|_| unreadable())?,
            },
            resources: value
                .get("resources")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(|uri| uri.as_str().map(str::to_owned))
                .collect(),
        })
    }
}

impl PendingSignIn {
    /// Whether its answer has an ID token, if the provider is one of OpenID Connect.
    pub(super) fn expects_id_token(&self) -> bool {
        let asked = self.scope.split([' ', ',']).any(|one| one == "openid");
        asked || self.nonce.is_some()
    }
}

/// A session as it stands in the record, which shall give no session away.
pub(super) fn session_digest(session: &str) -> Secret {
    Secret::new(URL_SAFE_NO_PAD.encode(Sha256::digest(session)))
}

pub(crate) fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
