//! What the block says once for all its calls.

use super::answer::Answer;
use super::block::Block;
use super::call::{CallKind, WrittenCall};

impl Block {
    /// Puts the block's origin before each path, and the block's `answer` under
    /// that of each call. A call that starts from `token` gets both from there.
    pub(crate) fn settle_defaults(&mut self) {
        let origin = self.origin.as_ref().map(|text| text.value.clone());
        let has_token = self.call(CallKind::Token).is_some();
        let own = self
            .seconds
            .iter()
            .flat_map(|second| [&second.refresh, &second.api]);
        let mut below = own.flatten().filter(|_| origin.is_some()).cloned();
        self.origin_used |= below.any(|mut call| call.put_below(""));
        for call in self.calls.iter_mut().chain(&mut self.learn) {
            for step in call.steps_mut() {
                if let Some(origin) = &origin {
                    self.origin_used |= step.put_below(origin);
                }
                step.answer = step.answer.over(&self.answer.for_call(step.kind));
            }
            if let Some(origin) = &origin {
                self.origin_used |= call.put_below(origin);
            }
            let from_token = call.kind.inherits() && has_token;
            if !from_token && call.kind != CallKind::Authorize {
                call.answer = call.answer.over(&self.answer.for_call(call.kind));
            }
        }
    }
}

impl WrittenCall {
    /// Puts an origin before each path; answers whether there was one.
    pub(super) fn put_below(&mut self, origin: &str) -> bool {
        let mut used = false;
        for url in [&mut self.url, &mut self.fallback].into_iter().flatten() {
            if url.value.starts_with('/') && !url.value.starts_with("//") {
                used = true;
                url.value.insert_str(0, origin.trim_end_matches('/'));
            }
        }
        used
    }
}

impl Answer {
    /// What of the common answer a call can have: tokens only where there are some.
    fn for_call(&self, kind: CallKind) -> Self {
        let mut answer = self.clone();
        if !kind.yields_token() {
            answer.keep.clear();
            answer.require.clear();
            answer.expires = None;
            answer.keeps_token = false;
        }
        answer
    }
}
