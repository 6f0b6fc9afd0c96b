//! Sessions without a type parameter.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use super::api::ApiRequest;
use super::keep_alive::KeepAlive;
use super::shared::Shared;
use super::slot::{Turn, outcome};
use super::state::{State, TokenGuard};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, Method, ProviderSpec};
use crate::store::ConnectionKey;
use crate::token::TokenSet;
use crate::transport::BoxFuture;
use crate::wire::Inputs;

/// A signed-in connection to a provider known only at run time.
#[derive(Clone)]
pub struct DynSession(Arc<Shared>);

impl fmt::Debug for DynSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("provider", &self.0.core.spec.id)
            .field("version", &self.0.current.load().version)
            .finish_non_exhaustive()
    }
}

impl DynSession {
    /// A session with tokens that nobody stores.
    pub(crate) fn new(core: Arc<Core>, tokens: TokenSet) -> Self {
        Self(Arc::new(Shared::alone(core, tokens)))
    }

    pub(super) fn from_shared(shared: Arc<Shared>) -> Self {
        Self(shared)
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.0
    }

    /// The provider's declaration.
    #[must_use]
    pub fn spec(&self) -> &'static ProviderSpec {
        self.0.core.spec
    }

    /// Whose tokens these are.
    #[must_use]
    pub fn connection(&self) -> &ConnectionKey {
        self.0.key()
    }

    /// Whether the tokens are as durable as the client's store: `false` for a
    /// session without store, and while the store does not take them.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.0.store.is_some() && self.0.unsaved().is_none()
    }

    pub(super) fn core(&self) -> &Arc<Core> {
        &self.0.core
    }

    /// The access token, if it can be used without renewal. Takes no lock and
    /// allocates nothing.
    #[must_use]
    pub fn fresh_token(&self) -> Option<TokenGuard> {
        let state = self.0.current.load();
        state
            .is_fresh(&self.0.core.time)
            .then_some(TokenGuard(state))
    }

    /// A valid access token, renewed first when it is near its end.
    ///
    /// # Errors
    /// What the renewal answered, when one was needed and the token is over.
    pub async fn token(&self) -> Result<TokenGuard, Error> {
        if let Some(token) = self.fresh_token() {
            return Ok(token);
        }
        let state = self.0.current.load();
        // A token that is near its end is good enough while somebody renews it.
        if self.0.slot.is_taken() && state.is_alive(&self.0.core.time) {
            return Ok(TokenGuard(state));
        }
        let seen = state.version;
        let urgent = !state.is_alive(&self.0.core.time);
        drop(state);
        match self.renew_in_time(seen, urgent).await {
            Ok(()) => self.current(),
            Err(error) => {
                let state = self.0.current.load();
                match state.is_alive(&self.0.core.time) {
                    true => Ok(TokenGuard(state)),
                    false => Err(error),
                }
            }
        }
    }

    /// Obtains a new access token now, or takes over one that another process
    /// obtained since.
    ///
    /// # Errors
    /// `E0340` to `E0344` when only a new sign-in helps, `E05..` when the
    /// provider was not reached, `E07..` for the store. After a failure
    /// the same error is answered until its pause is over.
    pub async fn renew(&self) -> Result<TokenGuard, Error> {
        let seen = self.0.current.load().version;
        self.renew_from(seen).await?;
        self.current()
    }

    fn current(&self) -> Result<TokenGuard, Error> {
        let state = self.0.current.load();
        match &state.ended {
            Some(why) => Err(why.clone()),
            None => Ok(TokenGuard(state)),
        }
    }

    /// Renews unless somebody has since this version was seen.
    pub(super) fn renew_from(&self, seen: u64) -> BoxFuture<'_, Result<(), Error>> {
        self.renew_in_time(seen, true)
    }

    /// As [`Self::renew_from`]. What is not urgent does not wait for another process.
    fn renew_in_time(&self, seen: u64, urgent: bool) -> BoxFuture<'_, Result<(), Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(async move {
            match self.share_renewal(seen, urgent).await {
                // The flight that was joined was not urgent, and this caller is.
                Err(error) if urgent && error.code() == Code::RenewalUnderWay => {
                    self.share_renewal(seen, urgent).await
                }
                // It had published the version that this caller saw, and was about to land.
                Ok(()) if self.0.current.load().version == seen => {
                    self.share_renewal(seen, urgent).await
                }
                done => done,
            }
        })
    }

    async fn share_renewal(&self, seen: u64, urgent: bool) -> Result<(), Error> {
        let shared = &self.0;
        let turn = shared.slot.take_turn(|| {
            let state = shared.current.load();
            // A stored session that is over may have been signed in elsewhere.
            let usable = state.is_fresh(&shared.core.time) || state.is_alive(&shared.core.time);
            // A refresh whose steps failed moves on without a token to use.
            let moved_on = state.version != seen && (usable || state.ended.is_some());
            moved_on || (state.ended.is_some() && shared.store.is_none())
        });
        let flight = match turn {
            Turn::Adopt => return self.current().map(|_| ()),
            Turn::Wait(flight) => flight,
            Turn::Lead(sender) => {
                let flight = sender.subscribe();
                let shared = shared.clone();
                let work = shared.core.hub.work();
                detach(async move {
                    let renewed = shared.renew(urgent).await;
                    shared.slot.land(&sender, renewed);
                    drop(work);
                })
                .await;
                flight
            }
        };
        outcome(flight).await.unwrap_or_else(|| {
            Err(Error::new(
                Code::NoAnswer,
                "the renewal was broken off before it had an outcome",
            )
            .of(self.spec().id)
            .after_sending())
        })
    }

    /// Marks the session as over.
    pub(super) fn end(&self, why: &Error) {
        self.0.end(why);
    }

    /// The tokens as they are now.
    #[must_use]
    pub fn tokens(&self) -> TokenSet {
        self.0.current.load().tokens.clone()
    }

    /// The claims of the ID token: who signed in. What of them was checked, and
    /// what was not, stands at [`TokenSet::id_token_claims`].
    #[must_use]
    pub fn id_token_claims(&self) -> Option<serde_json::Value> {
        self.0.current.load().tokens.id_token_claims()
    }

    pub(super) fn load(&self) -> arc_swap::Guard<Arc<State>> {
        self.0.current.load()
    }

    /// Renews the tokens ahead of time for as long as the answer lives, so that
    /// no caller waits for a renewal and no refresh token lapses unused.
    #[must_use = "renewal stops when this is dropped"]
    pub fn keep_alive(&self) -> KeepAlive {
        KeepAlive::start(self.clone())
    }

    pub(super) fn about<'a>(
        core: &'a Core,
        kind: CallKind,
        state: &'a State,
    ) -> Result<Inputs<'a>, Error> {
        let tokens = &state.tokens;
        let key = state.key();
        Ok(Inputs {
            dpop: key.map_err(|error| error.of(core.spec.id).on(kind))?,
            token: Some((&tokens.access_token).into()),
            access_token: Some((&tokens.access_token).into()),
            token_type_hint: Some("access_token"),
            token_values: Some(&tokens.kept),
            callback_values: Some(&tokens.kept),
            ..core.inputs(kind)
        })
    }

    /// A request to a path below the API's base, or to a link that the API answered.
    pub fn request(&self, method: Method, path: impl Into<String>) -> ApiRequest {
        ApiRequest::new(self.clone(), method, path.into())
    }
}

/// Runs a renewal apart from the task that asked for it, so that a dropped
/// caller never drops an answer. Outside a tokio runtime it runs in place.
async fn detach(renewal: impl Future<Output = ()> + Send + 'static) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn(renewal)),
        Err(_) => renewal.await,
    }
}
