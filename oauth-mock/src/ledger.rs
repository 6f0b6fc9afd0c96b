//! What the server saw.

use std::time::SystemTime;

use oauth_runtime::spec::{CallKind, Place};

/// One request, as it is remembered: names and places, never a value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The call it was taken for; `None` when no declared call has this path.
    pub kind: Option<CallKind>,
    /// The method.
    pub method: String,
    /// The path, without its query.
    pub path: String,
    /// The parameters by place and name, in the order in which they came.
    /// Headers are listed when they carry a declared parameter.
    pub parameters: Vec<(Place, String)>,
    /// Whether the request obeyed the declaration and was granted.
    pub accepted: bool,
    /// Why it was refused: the broken rule and the declaration key.
    pub refused: Option<String>,
    /// The error code of the refusal (RFC 6749 §5.2, RFC 6750 §3.1, RFC 8628 §3.5), also
    /// of a poll that was accepted and found the user undecided.
    pub error: Option<&'static str>,
    /// The status of the answer; 0 when none was sent.
    pub status: u16,
    /// The generation of the token that the request presented, if it was known.
    pub presented: Option<u64>,
    /// The generation of the tokens that the request was given.
    pub issued: Option<u64>,
    /// The number of the sign-in that these tokens descend from, from zero in
    /// the order in which tokens were first granted.
    pub family: Option<usize>,
    /// The scripted fault that was applied.
    pub fault: Option<&'static str>,
    /// When it came, by the mock's clock.
    pub at: SystemTime,
}

impl Entry {
    /// Whether no declared call has this path.
    #[must_use]
    pub fn is_unexpected(&self) -> bool {
        self.kind.is_none() && !self.accepted
    }

    /// Whether this is a sign-in that was granted tokens: by code, by password,
    /// or on another device.
    #[must_use]
    pub fn is_sign_in(&self) -> bool {
        let by_user = matches!(
            self.kind,
            Some(
                CallKind::Token
                    | CallKind::Password
                    | CallKind::DeviceToken
                    | CallKind::BackchannelToken
            )
        );
        by_user && self.issued.is_some()
    }

    /// Whether this is a refresh request that was granted, although a fault may
    /// have lost the answer.
    #[must_use]
    pub fn is_granted_refresh(&self) -> bool {
        self.kind == Some(CallKind::Refresh) && self.issued.is_some()
    }

    /// Whether this is a refresh request that the server refused.
    #[must_use]
    pub fn is_refused_refresh(&self) -> bool {
        self.kind == Some(CallKind::Refresh) && self.refused.is_some()
    }

    /// Whether a parameter of this name came in this place.
    #[must_use]
    pub fn has(&self, place: Place, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|(known, own)| *known == place && own == name)
    }
}
