//! A sign-in that waits for a person who was asked on a device of their own.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::device::{DevicePoll, Flow, Mark, Pace};
use crate::secret::Secret;
use crate::session::DynSession;
use crate::spec::CallKind;
use crate::transport::BoxFuture;
use crate::wire::judge::BackchannelAuthentication;

/// A sign-in that waits for a person to agree on a device of their own, for a
/// provider known only at run time (OpenID CIBA §7.3).
///
/// All clones are the same sign-in: one of them polls at a time, the tokens are
/// fetched and stored once, and whoever waits is given the same session. When a
/// waiting task is dropped, a poll that is under way goes on, and its answer is
/// there for the next one who asks.
#[derive(Clone)]
pub struct DynBackchannelSignIn {
    expires_in: Duration,
    notification_token: Option<Secret>,
    flow: Arc<Flow>,
}

impl fmt::Debug for DynBackchannelSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackchannelSignIn")
            .field("provider", &self.flow.core().spec.id)
            .field("interval", &self.interval())
            .finish_non_exhaustive()
    }
}

impl DynBackchannelSignIn {
    pub(super) fn issued(
        core: Arc<Core>,
        scope: String,
        notification_token: Option<Secret>,
        begun: Mark,
        issued: BackchannelAuthentication,
    ) -> Self {
        let now = Mark::now(&core.time);
        let pace = Pace::new(begun, now, issued.expires_in, issued.interval);
        let (kind, id) = (CallKind::BackchannelToken, issued.auth_req_id);
        Self {
            expires_in: issued.expires_in,
            notification_token,
            flow: Arc::new(Flow::new(core, kind, id, scope, issued.kept, pace)),
        }
    }

    /// How long the person had when they were asked.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.expires_in
    }

    /// How long the provider wants to be left alone between two polls, as it is
    /// now. Polls keep a fifth more than that.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.flow.interval()
    }

    /// Polls until the person has decided or the time is over.
    ///
    /// It waits first, and polls only when the wall clock and the monotonic clock
    /// both allow it. A provider may hold a poll back until the person decides, for
    /// 30 s on top of the client's deadline. One that cannot be reached is asked
    /// again, each time after twice the wait.
    ///
    /// # Errors
    /// `E0406` when the person refused, `E0412` when this machine's clocks run apart,
    /// `E0414` when the person did not answer in time, `E0330` when the provider does
    /// not take the `auth_req_id`, `E03..` for what else it answers.
    pub fn wait(&self) -> BoxFuture<'_, Result<DynSession, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.flow.wait())
    }

    /// Polls once, for a program with a loop of its own. Before the time has come
    /// nothing is sent, and the answer is how long to wait still.
    ///
    /// # Errors
    /// As [`DynBackchannelSignIn::wait`].
    pub fn poll(&self) -> BoxFuture<'_, Result<DevicePoll<DynSession>, Error>> {
        Box::pin(self.flow.poll())
    }

    /// Takes the provider's word that the person has decided, in ping mode (§10.2):
    /// the next [`poll`](Self::poll) is sent at once. `authorization` is the header of
    /// that name and `body` the JSON body, as they came to the program's endpoint.
    ///
    /// # Errors
    /// `E0409` when the token is not the one of the request, or the body names
    /// another sign-in: answer `401` then, and nothing has changed. `E0408` when the
    /// body cannot be read.
    pub fn notified(&self, authorization: &str, body: &str) -> Result<(), Error> {
        let named = |error: Error| {
            let core = self.flow.core();
            error.of(core.spec.id).on(CallKind::BackchannelToken)
        };
        let foreign = |text| Err(named(Error::new(Code::WrongContext, text)));
        let (scheme, token) = authorization.split_once(' ').unwrap_or_default();
        let known = self.notification_token.as_ref();
        let is_ours = known.is_some_and(|known| known.matches(token.trim_start()));
        if !(is_ours && scheme.eq_ignore_ascii_case("bearer")) {
            return foreign("the notification does not carry the token of this sign-in");
        }
        let value: Value = serde_json::from_str(body).map_err(|_| {
            named(Error::new(
                Code::UnreadableCallback,
                "the notification is no JSON",
            ))
        })?;
        let id = value.get("auth_req_id").and_then(Value::as_str);
        if !id.is_some_and(|id| self.flow.has_code(id)) {
            return foreign("the notification is about another sign-in");
        }
        self.flow.hurry();
        Ok(())
    }
}
