//! What a check found.

use serde_json::{Value, json};

/// The checks, by id.
pub(super) const CHECKS: [&str; 11] = [
    "clock.rate",
    "clock.server",
    "connect",
    "discovery",
    "dns",
    "keyring",
    "pkce",
    "proxy",
    "redirect",
    "settings",
    "store",
];

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Pass,
    Warn,
    Fail,
    /// It could not be made, or there is nothing to check.
    Skip,
}

impl Outcome {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warn => "warn",
            Self::Fail => "fail",
            Self::Skip => "skip",
        }
    }
}

/// One line of the report.
#[derive(Debug, PartialEq)]
pub(super) struct Finding {
    pub(super) id: &'static str,
    pub(super) outcome: Outcome,
    pub(super) text: String,
    /// What to do about it.
    pub(super) fix: Option<String>,
}

impl Finding {
    fn new(id: &'static str, outcome: Outcome, text: impl Into<String>) -> Self {
        Self {
            id,
            outcome,
            text: text.into(),
            fix: None,
        }
    }

    pub(super) fn pass(id: &'static str, text: impl Into<String>) -> Self {
        Self::new(id, Outcome::Pass, text)
    }

    pub(super) fn warn(id: &'static str, text: impl Into<String>) -> Self {
        Self::new(id, Outcome::Warn, text)
    }

    pub(super) fn fail(id: &'static str, text: impl Into<String>) -> Self {
        Self::new(id, Outcome::Fail, text)
    }

    pub(super) fn skip(id: &'static str, text: impl Into<String>) -> Self {
        Self::new(id, Outcome::Skip, text)
    }

    pub(super) fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "outcome": self.outcome.word(),
            "text": self.text,
            "fix": self.fix,
        })
    }
}
