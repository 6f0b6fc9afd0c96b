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
        for call in self.calls.iter_mut().chain(&mut self.learn) {
            for step in call.steps_mut() {
                self.origin_used |= put_origin(origin.as_deref(), step);
                step.answer = step.answer.over(&self.answer.for_call(step.kind));
            }
            self.origin_used |= put_origin(origin.as_deref(), call);
            let from_token = call.kind.inherits() && has_token;
            if !from_token && call.kind != CallKind::Authorize {
                call.answer = call.answer.over(&self.answer.for_call(call.kind));
            }
        }
    }
}

/// Puts the origin before each path of a call. Answers whether it did.
fn put_origin(origin: Option<&str>, call: &mut WrittenCall) -> bool {
    let Some(origin) = origin else {
        return false;
    };
    let mut used = false;
    for url in [&mut call.url, &mut call.fallback].into_iter().flatten() {
        if url.value.starts_with('/') && !url.value.starts_with("//") {
            used = true;
            url.value.insert_str(0, origin.trim_end_matches('/'));
        }
    }
    used
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
