//! What the block says once for all its calls.

use super::answer::Answer;
use super::block::Block;
use super::call::CallKind;

impl Block {
    /// Puts the block's origin before each path, and the block's `answer` under
    /// that of each call. A call that starts from `token` gets both from there.
    pub(crate) fn settle_defaults(&mut self) {
        let origin = self.origin.as_ref().map(|text| text.value.clone());
        let has_token = self.call(CallKind::Token).is_some();
        for call in &mut self.calls {
            if let Some(origin) = &origin {
                for url in [&mut call.url, &mut call.fallback].into_iter().flatten() {
                    if url.value.starts_with('/') && !url.value.starts_with("//") {
                        self.origin_used = true;
                        url.value.insert_str(0, origin.trim_end_matches('/'));
                    }
                }
            }
            let from_token = call.kind.inherits() && has_token;
            if !from_token && call.kind != CallKind::Authorize {
                call.answer = call.answer.over(&self.answer.for_call(call.kind));
            }
        }
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
        }
        answer
    }
}
