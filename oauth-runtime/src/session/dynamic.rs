//! Sessions without a type parameter.

use std::fmt;
use std::sync::Arc;

use arc_swap::ArcSwap;

use super::api::ApiRequest;
use super::renew::renewed;
use super::slot::{Slot, Turn, detach, wait};
use super::state::{State, TokenGuard};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::Introspected;
use crate::secret::Secret;
use crate::spec::{CallKind, Method, ProviderSpec};
use crate::token::TokenSet;
use crate::transport::BoxFuture;
use crate::wire::Inputs;
use crate::wire::judge::{judge_done, judge_json};

/// A signed-in connection to a provider known only at run time.
#[derive(Clone)]
pub struct DynSession(Arc<Shared>);

pub(super) struct Shared {
    pub(super) core: Arc<Core>,
    current: ArcSwap<State>,
    slot: Slot,
}

impl fmt::Debug for DynSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("provider", &self.0.core.spec.id)
            .field("version", &self.0.current.load().version)
            .finish_non_exhaustive()
    }
}

impl DynSession {
    pub(crate) fn new(core: Arc<Core>, tokens: TokenSet) -> Self {
        let state = State::new(&core, tokens, 0);
        Self(Arc::new(Shared {
            current: ArcSwap::from_pointee(state),
            slot: Slot::default(),
            core,
        }))
    }

    /// The provider's declaration.
    #[must_use]
    pub fn spec(&self) -> &'static ProviderSpec {
        self.0.core.spec
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
            .is_fresh(self.0.core.time.now())
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
        let seen = self.0.current.load().version;
        match self.renew_from(seen).await {
            Ok(()) => self.current(),
            Err(error) => {
                let state = self.0.current.load();
                match state.is_alive(self.0.core.time.now()) {
                    true => Ok(TokenGuard(state)),
                    false => Err(error),
                }
            }
        }
    }

    /// Obtains a new access token now.
    ///
    /// # Errors
    /// `E0340` when the refresh token was refused, `E0341` when there is
    /// nothing to renew with, `E05..` when the provider was not reached.
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
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.share_renewal(seen))
    }

    async fn share_renewal(&self, seen: u64) -> Result<(), Error> {
        let turn = self.0.slot.take_turn(|| {
            let state = self.0.current.load();
            state.version != seen || state.ended.is_some()
        });
        match turn {
            Turn::Adopt => self.current().map(|_| ()),
            Turn::Wait(flight) => wait(flight).await,
            Turn::Lead(sender) => {
                let flight = sender.subscribe();
                let session = self.clone();
                detach(async move {
                    let outcome = session.replace().await;
                    session.0.slot.land(&sender, outcome);
                })
                .await;
                wait(flight).await
            }
        }
    }

    /// Obtains the next generation and publishes it.
    async fn replace(&self) -> Result<(), Error> {
        let old = self.0.current.load_full();
        match renewed(&self.0.core, &old.tokens).await {
            Ok(tokens) => {
                let next = State::new(&self.0.core, tokens, old.version + 1);
                self.publish(&old, next);
                Ok(())
            }
            Err(error) => {
                if error.is_reauth_required() {
                    self.publish(&old, old.end(error.clone()));
                }
                Err(error)
            }
        }
    }

    /// A session that was ended meanwhile stays ended.
    fn publish(&self, old: &Arc<State>, next: State) {
        self.0.current.compare_and_swap(old, Arc::new(next));
    }

    /// Marks the session as over.
    pub(super) fn end(&self, why: Error) {
        self.0.current.rcu(|state| Arc::new(state.end(why.clone())));
    }

    /// The tokens as they are now.
    #[must_use]
    pub fn tokens(&self) -> TokenSet {
        self.0.current.load().tokens.clone()
    }

    pub(super) fn load(&self) -> arc_swap::Guard<Arc<State>> {
        self.0.current.load()
    }

    /// Revokes the tokens at the provider and ends the session.
    ///
    /// # Errors
    /// When the provider did not confirm. The session is over all the same.
    pub async fn revoke(&self) -> Result<(), Error> {
        self.0.core.call(CallKind::Revoke)?;
        let tokens = self.tokens();
        self.end(
            Error::new(Code::Stopped, "the session was revoked; sign in again").of(self.spec().id),
        );
        // A provider may end both with the refresh token (RFC 7009 §2.1), or refuse it.
        let first = match &tokens.refresh_token {
            Some(token) => self.revoke_one(&tokens, token, "refresh_token").await,
            None => Ok(()),
        };
        self.revoke_one(&tokens, &tokens.access_token, "access_token")
            .await
            .and(first)
    }

    /// Revokes the access token alone. The session goes on and renews it.
    ///
    /// # Errors
    /// When the provider did not confirm.
    pub async fn revoke_access_token(&self) -> Result<(), Error> {
        self.0.core.call(CallKind::Revoke)?;
        let tokens = self.tokens();
        self.revoke_one(&tokens, &tokens.access_token, "access_token")
            .await
    }

    async fn revoke_one(&self, tokens: &TokenSet, token: &Secret, hint: &str) -> Result<(), Error> {
        let inputs = Inputs {
            token: Some(token.into()),
            token_type_hint: Some(hint),
            ..self.about(CallKind::Revoke, tokens)
        };
        self.0
            .core
            .perform(CallKind::Revoke, &inputs, judge_done)
            .await
    }

    fn about<'a>(&'a self, kind: CallKind, tokens: &'a TokenSet) -> Inputs<'a> {
        Inputs {
            token: Some((&tokens.access_token).into()),
            access_token: Some((&tokens.access_token).into()),
            token_type_hint: Some("access_token"),
            token_values: Some(&tokens.kept),
            callback_values: Some(&tokens.kept),
            ..self.0.core.inputs(kind)
        }
    }

    /// Asks the provider about the access token.
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached.
    pub async fn introspect(&self) -> Result<Introspected, Error> {
        let tokens = self.tokens();
        let inputs = self.about(CallKind::Introspect, &tokens);
        let (active, claims) = self
            .0
            .core
            .perform(CallKind::Introspect, &inputs, judge_json)
            .await?;
        Ok(Introspected {
            active: active.unwrap_or(true),
            claims,
        })
    }

    /// Asks the provider who signed in.
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached.
    pub async fn userinfo(&self) -> Result<serde_json::Value, Error> {
        self.token().await?;
        let tokens = self.tokens();
        let inputs = self.about(CallKind::UserInfo, &tokens);
        let (_, claims) = self
            .0
            .core
            .perform(CallKind::UserInfo, &inputs, judge_json)
            .await?;
        Ok(claims)
    }

    /// A request to a path below the API's base, or to a link that the API answered.
    pub fn request(&self, method: Method, path: impl Into<String>) -> ApiRequest {
        ApiRequest::new(self.clone(), method, path.into())
    }
}
