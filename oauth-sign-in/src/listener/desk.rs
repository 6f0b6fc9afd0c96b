//! What all connections of a listener share: what is waited for, what came, and
//! how it ended.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use oauth_runtime::spec::{CallbackMode, StatePolicy};
use oauth_runtime::{Code, DynClient, DynSignIn, Error, Secret};
use tokio::sync::{Notify, mpsc, watch};

use super::Listener;

/// How many pages that relay a fragment are good at once.
const MOST_RELAYS: usize = 8;

/// Something that came to the listener.
pub(crate) enum Hit {
    /// The answer that the sign-in waits for.
    Answer(Secret),
    /// An answer of this sign-in that ends it: the provider refused.
    Refused(Error),
    /// A callback that is not this sign-in's.
    Ignored(Error),
}

/// How a sign-in ended: who signed in, where that is known, or why nobody did.
pub(crate) type Outcome = Result<Option<String>, Error>;

pub(crate) struct Desk {
    pub(super) sign_in: Arc<DynSignIn>,
    pub(super) client: DynClient,
    pub(super) app: String,
    /// What the `Host` header must say.
    pub(super) authority: String,
    /// The redirect URI's path.
    pub(super) path: String,
    hits: mpsc::UnboundedSender<Hit>,
    /// Whether somebody has the answer: the listener or the person who pastes.
    claimed: AtomicBool,
    /// Whether a browser was sent on to the last page and has not got it.
    owes_page: AtomicBool,
    answering: AtomicUsize,
    relays: Mutex<VecDeque<Secret>>,
    outcome: watch::Sender<Option<Outcome>>,
    changed: Notify,
}

impl Desk {
    pub(crate) fn new(
        sign_in: Arc<DynSignIn>,
        client: DynClient,
        app: String,
        listener: Option<&Listener>,
    ) -> (Self, mpsc::UnboundedReceiver<Hit>) {
        let (hits, received) = mpsc::unbounded_channel();
        let desk = Self {
            sign_in,
            client,
            app,
            authority: listener.map_or_else(String::new, |own| own.authority.clone()),
            path: listener.map_or_else(String::new, |own| own.path.clone()),
            hits,
            claimed: AtomicBool::new(false),
            owes_page: AtomicBool::new(false),
            answering: AtomicUsize::new(0),
            relays: Mutex::default(),
            outcome: watch::Sender::new(None),
            changed: Notify::new(),
        };
        (desk, received)
    }

    pub(super) fn mode(&self) -> CallbackMode {
        self.client.spec().callback.mode
    }

    /// Takes the right to answer for the sign-in. Only the first gets it.
    pub(crate) fn claim(&self) -> bool {
        !self.claimed.swap(true, Ordering::AcqRel)
    }

    /// Checks a callback, without using it up, and hands it on when it is the one
    /// that is waited for.
    ///
    /// # Errors
    /// Why it is not: the sign-in goes on waiting, or is finished.
    pub(super) fn receive(&self, callback: String) -> Result<(), Error> {
        let callback = Secret::new(callback);
        let checked = self.sign_in.check(callback.expose());
        if let Err(error) = &checked
            && self.is_stray(error)
        {
            self.ignore(error);
            return Err(error.clone());
        }
        if !self.claim() {
            return Err(Error::new(
                Code::AlreadyFinished,
                "the sign-in was already finished",
            ));
        }
        self.owes_page.store(true, Ordering::Release);
        // Whoever waits holds the other end as long as anybody can connect.
        let _ = self.hits.send(match checked {
            Ok(()) => Hit::Answer(callback),
            Err(error) => Hit::Refused(error),
        });
        Ok(())
    }

    /// Whether a callback or a pasted text is not this sign-in's own. Where no state
    /// tells, one without a code or an error is nobody's.
    pub(crate) fn is_stray(&self, error: &Error) -> bool {
        let spec = self.client.spec();
        let is_known_by_state = matches!(
            spec.callback.state_policy,
            StatePolicy::Required | StatePolicy::InRedirectUri
        );
        error.is_stray_callback() || (error.code() == Code::CodeMissing && !is_known_by_state)
    }

    fn ignore(&self, error: &Error) {
        let provider = self.client.spec().id;
        tracing::debug!(provider, code = %error.code(), "a callback was ignored");
        let _ = self.hits.send(Hit::Ignored(error.clone()));
    }

    /// A new nonce for a page that relays a fragment. The oldest one ends.
    pub(super) fn issue_relay(&self) -> Result<Secret, Error> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| {
            Error::new(
                Code::Transport,
                "the operating system gives no random bytes",
            )
        })?;
        let nonce = Secret::new(format!("{:032x}", u128::from_be_bytes(bytes)));
        let mut relays = self.relays.lock().unwrap_or_else(PoisonError::into_inner);
        if relays.len() == MOST_RELAYS {
            relays.pop_front();
        }
        relays.push_back(nonce.clone());
        Ok(nonce)
    }

    /// Whether a page with this nonce was given out; it is good once.
    pub(super) fn redeem_relay(&self, nonce: &str) -> bool {
        let mut relays = self.relays.lock().unwrap_or_else(PoisonError::into_inner);
        let known = relays.iter().position(|own| own.matches(nonce));
        known.is_some_and(|at| relays.remove(at).is_some())
    }

    /// Whether a browser was sent on to the last page.
    pub(super) fn owes_page(&self) -> bool {
        self.owes_page.load(Ordering::Acquire)
    }

    /// The last page was sent.
    pub(super) fn page_was_sent(&self) {
        self.owes_page.store(false, Ordering::Release);
        self.changed.notify_one();
    }

    /// Waits for the end of the sign-in.
    pub(super) async fn outcome(&self) -> Outcome {
        let mut outcome = self.outcome.subscribe();
        let ended = outcome.wait_for(Option::is_some).await;
        // The sender lives in `self`, so there is always an end to wait for.
        ended
            .ok()
            .and_then(|ended| ended.clone())
            .unwrap_or(Ok(None))
    }

    /// Tells all pages how it ended.
    pub(crate) fn end(&self, outcome: Outcome) {
        self.claimed.store(true, Ordering::Release);
        self.outcome.send_replace(Some(outcome));
        self.changed.notify_one();
    }

    /// Waits until [`Desk::is_settled`] may have changed.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    /// Whether the sign-in has ended and nobody waits for an answer any more.
    pub(super) fn is_settled(&self) -> bool {
        self.outcome.borrow().is_some()
            && !self.owes_page()
            && self.answering.load(Ordering::Acquire) == 0
    }

    /// A request is being answered until the guard is dropped.
    pub(super) fn answering(self: &Arc<Self>) -> Answering {
        self.answering.fetch_add(1, Ordering::AcqRel);
        Answering(self.clone())
    }
}

pub(super) struct Answering(Arc<Desk>);

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.fetch_sub(1, Ordering::AcqRel);
        self.0.changed.notify_one();
    }
}
