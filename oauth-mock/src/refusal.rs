//! A refused request: the OAuth error, the broken rule, and the key that declares the rule.

use std::fmt;

use oauth_runtime::spec::{CallKind, Param};

/// Why a request is refused. The text holds names and places, never values.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    /// The code of RFC 6749 §5.2, RFC 6750 §3.1 or RFC 8628 §3.5.
    pub(crate) error: &'static str,
    pub(crate) status: u16,
    pub(crate) text: String,
    /// The declaration key that states the rule; empty where an RFC does.
    pub(crate) key: String,
    /// Whether a client is meant to renew its token and repeat.
    pub(crate) renew: bool,
    /// The generation of the token that was presented.
    pub(crate) presented: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(error: &'static str, text: impl Into<String>) -> Self {
        let status = match error {
            "invalid_client" | "invalid_token" => 401,
            "server_error" => 500,
            _ => 400,
        };
        Self {
            error,
            status,
            text: text.into(),
            key: String::new(),
            renew: false,
            presented: None,
        }
    }

    pub(crate) fn request(text: impl Into<String>) -> Self {
        Self::new("invalid_request", text)
    }

    pub(crate) fn client(text: impl Into<String>) -> Self {
        Self::new("invalid_client", text).key("client_auth")
    }

    pub(crate) fn grant(text: impl Into<String>) -> Self {
        Self::new("invalid_grant", text)
    }

    pub(crate) fn key(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    pub(crate) fn of(self, kind: CallKind, item: &str, param: Param) -> Self {
        self.key(format!("{}({item}({}))", kind.key(), param.name()))
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    pub(crate) fn presented(mut self, generation: u64) -> Self {
        self.presented = Some(generation);
        self
    }

    pub(crate) fn renewable(mut self) -> Self {
        self.renew = true;
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)?;
        match self.key.as_str() {
            "" => Ok(()),
            key => write!(f, "; declared by `{key}`"),
        }
    }
}
