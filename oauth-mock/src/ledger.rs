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
    /// The status of the answer; 0 when none was sent.
    pub status: u16,
    /// The generation of the token that the request presented, if it was known.
    pub presented: Option<u64>,
    /// The generation of the tokens that the request was given.
    pub issued: Option<u64>,
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

    /// Whether a parameter of this name came in this place.
    #[must_use]
    pub fn has(&self, place: Place, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|(known, own)| *known == place && own == name)
    }
}
