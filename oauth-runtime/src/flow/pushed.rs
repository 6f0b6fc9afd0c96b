//! Pushed authorization requests, RFC 9126.

use crate::client::Core;
use crate::error::Error;
use crate::spec::{CallKind, Discovery};
use crate::wire::Inputs;
pub(crate) use crate::wire::judge::Pushed;
use crate::wire::judge::judge_pushed;

impl Core {
    /// Whether authorization requests are handed to the provider before the browser
    /// goes there: by declaration, by profile, or because the metadata asks for it.
    pub(crate) fn pushes(&self) -> bool {
        let Some(call) = self.spec.call(CallKind::Par) else {
            return false;
        };
        let required = self.metadata().map(|read| read.requires_pushed_requests());
        self.spec.pushes
            || self.spec.discovery == Discovery::None
            || call.url.is_declared()
            || self.spec.profile.is_fapi2()
            || required == Some(true)
    }

    /// Pushes the authorization request.
    ///
    /// # Errors
    /// What the provider answered, `E05..` when it was not reached.
    pub(crate) async fn push(&self, inputs: &Inputs<'_>) -> Result<Pushed, Error> {
        let pushed = self.perform(CallKind::Par, inputs, judge_pushed).await?;
        tracing::debug!(
            seconds = pushed.expires_in.as_secs(),
            "the authorization request was pushed"
        );
        Ok(pushed)
    }
}
