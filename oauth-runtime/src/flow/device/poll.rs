//! Polling for the tokens of a device code (RFC 8628 §3.4 and §3.5) or of an
//! `auth_req_id` (OpenID CIBA §10.1 and §11).

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
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

/// A wall clock that runs slow is caught up with in steps, not in ever smaller ones.
const STEP: Duration = Duration::from_millis(100);
/// An authorization server may hold a poll back until the person decides: for 30 s,
/// as OpenID CIBA §7.3 has it. The answer must still come within the deadline.
const LONG_POLL: Duration = Duration::from_secs(30);

/// A code and how far its sign-in has come, shared by all clones.
pub(in crate::flow) struct Flow {
    core: Arc<Core>,
    /// The call that polls.
    kind: CallKind,
    code: Secret,
    scope: String,
    kept: Kept,
    /// What the tokens will be bound to: every poll proves the same key.
    key: OnceLock<Option<SessionKey>>,
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
    pub(in crate::flow) fn new(
        core: Arc<Core>,
        kind: CallKind,
        code: Secret,
        scope: String,
        kept: Kept,
        pace: Pace,
    ) -> Self {
        Self {
            core,
            kind,
            code,
            scope,
            kept,
            key: OnceLock::new(),
            turn: tokio::sync::Mutex::new(()),
            state: Mutex::new(State {
                pace,
                lost: false,
                over: None,
            }),
        }
    }

    pub(in crate::flow) fn core(&self) -> &Core {
        &self.core
    }

    pub(in crate::flow) fn interval(&self) -> Duration {
        self.state().pace.interval()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this is the code that the sign-in waits with.
    pub(in crate::flow) fn has_code(&self, code: &str) -> bool {
        self.code.matches(code)
    }

    /// The provider said that a poll has its answer now (OpenID CIBA §10.2).
    pub(in crate::flow) fn hurry(&self) {
        self.state().pace.hurry();
    }

    /// Polls until the person has decided or the code is over.
    pub(in crate::flow) async fn wait(self: &Arc<Self>) -> Result<DynSession, Error> {
        loop {
            match self.poll().await? {
                DevicePoll::SignedIn(session) => return Ok(session),
                DevicePoll::Pending { wait } => self.core.time.sleep(wait.max(STEP)).await,
            }
        }
    }

    /// Sends one poll, if both clocks allow it.
    pub(in crate::flow) async fn poll(self: &Arc<Self>) -> Result<DevicePoll<DynSession>, Error> {
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
        let kind = self.kind;
        let patient = match kind {
            CallKind::BackchannelToken => Some(self.patient()),
            _ => None,
        };
        let core = patient.as_ref().unwrap_or(&self.core);
        let code = |of| (kind == of).then(|| (&self.code).into());
        let inputs = Inputs {
            device_code: code(CallKind::DeviceToken),
            auth_req_id: code(CallKind::BackchannelToken),
            scope: Some(&self.scope),
            token_values: Some(&self.kept),
            dpop: self.key()?.map(|drawn| &drawn.key),
            ..core.inputs(kind)
        };
        let judge = |answer: &Answer<'_>| judge_poll(answer, now);
        match steps::ask(core, kind, &inputs, judge).await? {
            (Polled::SignedIn(tokens), made) => {
                let tokens = steps::finish(core, kind, &inputs, *tokens, made).await;
                tokens.map(|tokens| Polled::SignedIn(Box::new(tokens)))
            }
            (later, _) => Ok(later),
        }
    }

    fn key(&self) -> Result<Option<&SessionKey>, Error> {
        let key = match self.key.get() {
            Some(known) => known,
            None => {
                let drawn = self.core.session_key(self.kind, None)?;
                self.key.get_or_init(|| drawn)
            }
        };
        Ok(key.as_ref())
    }

    /// The client, with time for an answer that is held back.
    fn patient(&self) -> Core {
        let mut core = (*self.core).clone();
        let deadline = core.credential_limits.deadline;
        core.credential_limits.deadline = deadline.saturating_add(LONG_POLL);
        core
    }

    async fn signed_in(&self, mut tokens: TokenSet) -> Result<DynSession, Error> {
        id_token::check(&self.core, &mut tokens, id_token::Sent::default()).await?;
        if let Some(key) = self.key()? {
            key.bind(&mut tokens);
        }
        tokens.client = self.core.client_of_tokens();
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
            tracing::debug!(%error, "a poll for the tokens failed; it is repeated later");
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
        let (code, failing, silent) = match self.kind {
            CallKind::BackchannelToken => (
                Code::NobodySignedIn,
                "the request is over, and the provider could not be asked at the end; begin a new one",
                "the person did not answer in time; begin a new request",
            ),
            _ => (
                Code::DeviceCodeExpired,
                "the device's code is over, and the provider could not be asked at the end; begin a new sign-in",
                "nobody typed the device's code in time; begin a new sign-in",
            ),
        };
        let text = match state.pace.is_failing() {
            true => failing,
            false => silent,
        };
        self.named(Error::new(code, text))
    }

    fn named(&self, error: Error) -> Error {
        error.of(self.core.spec.id).on(self.kind)
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
