//! What must be remembered between the two halves of a sign-in.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::error::{Code, Error};
use crate::secret::Secret;

/// A sign-in that waits for its callback: state, PKCE verifier, nonce and the
/// exact redirect URI (RFC 9700 §2.1, RFC 7636 §4.1).
///
/// A web application keeps it in the user's own session, and nowhere else: the
/// callback must come from the browser that began.
#[derive(Clone, Debug)]
pub struct PendingSignIn {
    pub(crate) provider: Cow<'static, str>,
    pub(crate) state: Option<Secret>,
    pub(crate) verifier: Option<Secret>,
    pub(crate) nonce: Option<Secret>,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) scope: String,
    pub(crate) second_scope: String,
}

impl PendingSignIn {
    /// The record as JSON text, for an encrypted or server-side session.
    #[must_use]
    pub fn to_json(&self) -> Secret {
        let text = |secret: &Option<Secret>| secret.as_ref().map(|s| s.expose().to_owned());
        Secret::new(
            json!({
                "provider": self.provider,
                "state": text(&self.state),
                "verifier": text(&self.verifier),
                "nonce": text(&self.nonce),
                "redirect_uri": self.redirect_uri,
                "scope": self.scope,
                "second_scope": self.second_scope,
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
            state: field("state").map(Secret::new),
            verifier: field("verifier").map(Secret::new),
            nonce: field("nonce").map(Secret::new),
            redirect_uri: field("redirect_uri"),
            scope: field("scope").ok_or_else(unreadable)?,
            second_scope: field("second_scope").unwrap_or_default(),
        })
    }
}
