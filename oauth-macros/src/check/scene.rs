//! Which steps are known where a template stands.

use super::names::Site;
use crate::diag::Sink;
use crate::errors::StepError;
use crate::model::{Block, CallKind, Kept, WrittenCall};

/// The steps of a block, and those that were made before the call at hand.
#[derive(Default)]
pub(super) struct Scene {
    all: Vec<String>,
    known: Vec<(String, Vec<Kept>)>,
    /// Whose step is looked at, as long as its own answer is not there yet.
    before: Option<CallKind>,
}

impl Scene {
    /// Before a call is looked at, every step counts as known.
    pub(super) fn of(block: &Block) -> Self {
        let steps = || block.calls.iter().flat_map(|call| call.steps());
        Self {
            all: steps().map(|step| step.step_name().to_owned()).collect(),
            known: steps().map(kept_by).collect(),
            before: None,
        }
    }

    /// Forgets what is known, before another call.
    pub(super) fn clear(&mut self, before: Option<CallKind>) {
        self.known.clear();
        self.before = before;
    }

    /// The answers of the call itself are there.
    pub(super) fn answered(&mut self) {
        self.before = None;
    }

    /// A step has been made.
    pub(super) fn made(&mut self, step: &WrittenCall) {
        self.known.push(kept_by(step));
    }

    /// After the calls, every step counts as known again.
    pub(super) fn all(&mut self, block: &Block) {
        *self = Self::of(block);
    }

    /// Whether a name is that of a step.
    pub(super) fn has(&self, step: &str) -> bool {
        self.all.iter().any(|name| name == step)
    }

    /// The call by which it is decided what is known already.
    pub(super) fn call(&self, site: Site<'_>) -> Option<CallKind> {
        match site.call {
            Some(CallKind::Step) => self.before,
            call => call,
        }
    }

    /// What a step kept under a name.
    pub(super) fn find(
        &self,
        step: &str,
        name: &str,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Kept> {
        let (key, step) = (site.key.to_owned(), step.to_owned());
        let mut made = self.known.iter().filter(|(known, _)| *known == step);
        if made.clone().next().is_none() {
            sink.push(site.text.span, StepError::NotYet { key, step });
            return None;
        }
        let found = made.find_map(|(_, kept)| kept.iter().find(|kept| kept.name.value == name));
        if found.is_none() {
            let name = name.to_owned();
            sink.push(site.text.span, StepError::NotKept { key, step, name });
        }
        found.cloned()
    }
}

fn kept_by(step: &WrittenCall) -> (String, Vec<Kept>) {
    (step.step_name().to_owned(), step.answer.keep.clone())
}
