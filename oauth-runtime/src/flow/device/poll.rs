//! Polling for the tokens of a device code, RFC 8628 §3.4 and §3.5.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::pace::{Drift, Mark, Pace};
use super::sign_in::DevicePoll;
use crate::client::Core;
use crate::dpop::SessionKey;
use crate::error::{Code, Error};
use crate::flow::{id_token, steps};
use crate::secret::Secret;
use crate::session::{DynSession, apart};
use crate::spec::CallKind;
use crate::token::{Kept, TokenSet};
use crate::wire::Inputs;
use crate::wire::judge::{Answer, Polled, judge_poll};

/// A device code and how far its sign-in has come, shared by all clones.
pub(super) struct Flow {
    core: Arc<Core>,
    device_code: Secret,
    scope: String,
    kept: Kept,
    /// What the tokens will be bound to: every poll proves the same key.
    key: Option<SessionKey>,
    /// One poll at a time, whoever waits.
    turn: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

struct State {
    pace: Pace,
    /// Whether a poll may have brought tokens that never arrived.
    lost: bool,
    /// How the sign-in ended. The code is of no use any more.
    over: Option<Result<DynSession, Error>>,
}

impl Flow {
    pub(super) fn new(
        core: Arc<Core>,
        device_code: Secret,
        scope: String,
        kept: Kept,
        pace: Pace,
        key: Option<SessionKey>,
    ) -> Self {
        Self {
            core,
            device_code,
            scope,
            kept,
            key,
            turn: tokio::sync::Mutex::new(()),
            state: Mutex::new(State {
                pace,
                lost: false,
                over: None,
            }),
        }
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }

    pub(super) fn interval(&self) -> Duration {
        self.state().pace.interval()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends one poll, if both clocks allow it.
    pub(super) async fn poll(self: &Arc<Self>) -> Result<DevicePoll<DynSession>, Error> {
        match self.known() {
            Some(known) => known,
            // The answer may hold tokens, so it must not be lost with the caller.
            None => apart(&self.core.hub, self.clone().take_turn()).await,
        }
    }

    /// What is known without a request.
    fn known(&self) -> Option<Result<DevicePoll<DynSession>, Error>> {
        let now = Mark::now(&self.core.time);
        let mut state = self.state();
        if let Some(over) = &state.over {
            return Some(over.clone().map(DevicePoll::SignedIn));
        }
        let Some(left) = state.pace.left(&now) else {
            let expired = self.expired(&state);
            state.over = Some(Err(expired.clone()));
            return Some(Err(expired));
        };
        let wait = state.pace.rest(&now).min(left);
        (!wait.is_zero()).then_some(Ok(DevicePoll::Pending { wait }))
    }

    async fn take_turn(self: Arc<Self>) -> Result<DevicePoll<DynSession>, Error> {
        let _turn = self.turn.lock().await;
        // Somebody else may have polled meanwhile.
        if let Some(known) = self.known() {
            return known;
        }
        self.state().pace.sending(&Mark::now(&self.core.time));
        let polled = self.ask().await;
        let now = Mark::now(&self.core.time);
        match polled {
            Ok(Polled::SignedIn(tokens)) => {
                let session = self.signed_in(*tokens).await;
                self.state().over = Some(session.clone());
                session.map(DevicePoll::SignedIn)
            }
            Ok(Polled::Later(later)) => {
                let mut state = self.state();
                match state.pace.later(now, later) {
                    Some(drift) => Err(self.named(too_fast(drift))),
                    None => Ok(pending(&mut state, &now)),
                }
            }
            Err(error) => self.failed(now, error),
        }
    }

    async fn ask(&self) -> Result<Polled, Error> {
        let now = self.core.time.now();
        let inputs = Inputs {
            device_code: Some((&self.device_code).into()),
            scope: Some(&self.scope),
            token_values: Some(&self.kept),
            dpop: self.key.as_ref().map(|drawn| &drawn.key),
            ..self.core.inputs(CallKind::DeviceToken)
        };
        let kind = CallKind::DeviceToken;
        let judge = |answer: &Answer<'_>| judge_poll(answer, now);
        match steps::ask(&self.core, kind, &inputs, judge).await? {
            (Polled::SignedIn(tokens), made) => {
                let tokens = steps::finish(&self.core, kind, &inputs, *tokens, made).await;
                tokens.map(|tokens| Polled::SignedIn(Box::new(tokens)))
            }
            (later, _) => Ok(later),
        }
    }

    async fn signed_in(&self, mut tokens: TokenSet) -> Result<DynSession, Error> {
        id_token::check(&self.core, &tokens, None)?;
        if let Some(key) = &self.key {
            key.bind(&mut tokens);
        }
        tokens.kept.fill_from(&self.kept);
        tokens.requested_scope = (!self.scope.is_empty()).then(|| self.scope.clone());
        DynSession::signed_in(self.core.clone(), tokens).await
    }

    fn failed(&self, now: Mark, error: Error) -> Result<DevicePoll<DynSession>, Error> {
        let mut state = self.state();
        state.lost |= error.is_ambiguous();
        state.pace.failed(now, error.retry_after());
        // A locked-out client is locked out for longer with each try.
        if error.is_transient() && error.code() != Code::Lockout {
            tracing::debug!(%error, "a poll for a device code failed; it is repeated later");
            return Ok(pending(&mut state, &now));
        }
        let error = match error.code() {
            Code::CodeRefused if state.lost => error.hint(
                "the answer to an earlier poll was lost on the way, and may have held the tokens",
            ),
            _ => error,
        };
        if error.is_reauth_required() {
            state.over = Some(Err(error.clone()));
        }
        Err(error)
    }

    fn expired(&self, state: &State) -> Error {
        let text = match state.pace.is_failing() {
            true => {
                "the device's code is over, and the provider could not be asked at the end; begin a new sign-in"
            }
            false => "nobody typed the device's code in time; begin a new sign-in",
        };
        self.named(Error::new(Code::DeviceCodeExpired, text))
    }

    fn named(&self, error: Error) -> Error {
        error.of(self.core.spec.id).on(CallKind::DeviceToken)
    }
}

fn pending(state: &mut State, now: &Mark) -> DevicePoll<DynSession> {
    let left = state.pace.left(now).unwrap_or_default();
    DevicePoll::Pending {
        wait: state.pace.rest(now).min(left),
    }
}

fn too_fast(drift: Drift) -> Error {
    let (fast, slow) = match drift.monotonic > drift.wall {
        true => ("monotonic", "wall"),
        false => ("wall", "monotonic"),
    };
    Error::new(
        Code::PollingTooFast,
        format!(
            "the provider asked twice to slow down although the interval was kept: the last wait took {:.1} s by the monotonic clock and {:.1} s by the wall clock, so the {fast} clock runs {} % faster than the {slow} clock; set this machine's clock right (under WSL: `wsl --shutdown`) and sign in again",
            drift.monotonic.as_secs_f64(),
            drift.wall.as_secs_f64(),
            drift.percent(),
        ),
    )
}
