//! The end of a session: first in the store, then at the provider.

use std::sync::Arc;
use std::time::Duration;

use super::apart::apart;
use super::dynamic::DynSession;
use super::event::EventKind;
use super::keep::ROUNDS;
use super::shared::Shared;
use crate::client::Core;
use crate::clock::timeout;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{CallKind, Discovery, Param, Presence};
use crate::store::record::{Record, Tombstone};
use crate::store::{Store, StoreError, Swap};
use crate::token::TokenSet;
use crate::transport::Limits;
use crate::wire::Inputs;
use crate::wire::judge::judge_done;

/// A provider that does not answer holds up a sign-out no longer than this.
const LONGEST: Duration = Duration::from_secs(5);

impl DynSession {
    /// Ends the session, here and in every process that shares the store, and
    /// revokes the tokens where the provider offers it (RFC 7009). Other processes
    /// learn of it when they next need a new token. A refresh under way elsewhere
    /// does not bring the session back. Second tokens of the sign-in end with it.
    ///
    /// # Errors
    /// `E07..` when the store did not take the end. That the provider did not
    /// confirm is no error here; [`DynSession::revoke`] tells it.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let (session, hub) = (self.clone(), self.core().hub.clone());
        apart(&hub, async move {
            session.sign_out_seconds().await;
            let (tokens, buried) = session.over().await;
            if session.spec().call(CallKind::Revoke).is_some()
                && let Err(error) = revoke_tokens(session.core(), &tokens).await
            {
                tracing::warn!(%error, "signed out here, but the provider did not confirm");
            }
            buried
        })
        .await
    }

    /// Ends the session in store and memory. The tokens are the ones to revoke,
    /// whatever the store said.
    async fn over(&self) -> (TokenSet, Result<(), Error>) {
        match self.bury().await {
            Ok(tokens) => (tokens, Ok(())),
            Err(error) => (self.tokens(), Err(error)),
        }
    }

    /// Revokes the tokens at the provider (RFC 7009) and ends the session.
    ///
    /// # Errors
    /// When the provider did not confirm within five seconds, or the store did
    /// not take the end. The session is over all the same.
    pub async fn revoke(&self) -> Result<(), Error> {
        self.core().call(CallKind::Revoke)?;
        let (session, hub) = (self.clone(), self.core().hub.clone());
        apart(&hub, async move {
            session.sign_out_seconds().await;
            let (tokens, buried) = session.over().await;
            revoke_tokens(session.core(), &tokens).await.and(buried)
        })
        .await
    }

    /// Revokes the access token alone. The session goes on and renews it.
    ///
    /// # Errors
    /// When the provider did not confirm.
    pub async fn revoke_access_token(&self) -> Result<(), Error> {
        self.core().call(CallKind::Revoke)?;
        let tokens = self.tokens();
        let access_token = &tokens.access_token;
        let core = resolved(self.core(), &tokens).await?;
        revoke_one(&core, &tokens, access_token, "access_token", LONGEST).await
    }
}

impl DynSession {
    /// Writes the tombstone of a sign-out; answers the tokens that are over.
    pub(super) async fn bury(&self) -> Result<TokenSet, Error> {
        let shared = self.shared();
        let why = signed_out(shared);
        let Some(store) = &shared.store else {
            shared.end(&why);
            return Ok(self.tokens());
        };
        let buried = shared.bury(store, &why).await;
        shared.end(&why);
        shared.set_unsaved(None);
        if buried.is_ok() {
            shared.tell(EventKind::SignedOut);
        }
        buried.map(|tokens| tokens.unwrap_or_else(|| self.tokens()))
    }
}

fn signed_out(shared: &Shared) -> Error {
    Error::new(Code::SignedOut, "the session was signed out; sign in again").of(shared.core.spec.id)
}

/// Revokes both tokens of a set, within five seconds for both.
pub(super) async fn revoke_tokens(core: &Arc<Core>, tokens: &TokenSet) -> Result<(), Error> {
    let core = &*resolved(core, tokens).await?;
    // Both tokens stand where the declaration puts them, so two requests would be one sent twice.
    if !sends_token(core) {
        return revoke_one(core, tokens, &tokens.access_token, "access_token", LONGEST).await;
    }
    // A provider may end both with the refresh token (RFC 7009 §2.1), or refuse it.
    let began = core.time.monotonic();
    let first = match &tokens.refresh_token {
        Some(token) => revoke_one(core, tokens, token, "refresh_token", LONGEST).await,
        None => Ok(()),
    };
    let left = LONGEST.saturating_sub(core.time.monotonic().saturating_sub(began));
    let unreachable = |error: &Error| error.code() == Code::DeadlineExceeded;
    if left.is_zero() || first.as_ref().is_err_and(unreachable) {
        return first;
    }
    revoke_one(core, tokens, &tokens.access_token, "access_token", left)
        .await
        .and(first)
}

/// The client with its metadata, within the time of a sign-out.
async fn resolved(core: &Arc<Core>, tokens: &TokenSet) -> Result<Arc<Core>, Error> {
    let late = || {
        let text = "the provider's metadata was not answered in time, so nothing was revoked";
        let error = Error::new(Code::DeadlineExceeded, text);
        Err(error.of(core.spec.id).on(CallKind::Revoke))
    };
    let resolved = core.resolved_for(tokens);
    match core.spec.discovery {
        // Nothing is asked, so no timer is needed: a program's runtime may have none.
        Discovery::None => resolved.await,
        _ => timeout(LONGEST, resolved).await.unwrap_or_else(late),
    }
}

/// Whether the request names the token that it revokes (RFC 7009 §2.1). Without the
/// standard parameter, or with a declared value in it, every request is the same.
fn sends_token(core: &Core) -> bool {
    let call = core.spec.call(CallKind::Revoke);
    let rule = call.and_then(|call| call.rule(Param::Token));
    rule.is_none_or(|rule| rule.presence != Presence::Omit && rule.value.is_none())
}

async fn revoke_one(
    core: &Core,
    tokens: &TokenSet,
    token: &Secret,
    hint: &str,
    longest: Duration,
) -> Result<(), Error> {
    let inputs = Inputs {
        token: Some(token.into()),
        token_type_hint: Some(hint),
        refresh_token: tokens.refresh_token.as_ref().map(Into::into),
        access_token: Some((&tokens.access_token).into()),
        token_values: Some(&tokens.kept),
        callback_values: Some(&tokens.kept),
        ..core.inputs(CallKind::Revoke)
    };
    let limits = Limits {
        deadline: core.credential_limits.deadline.min(longest),
        ..core.credential_limits
    };
    core.perform_within(limits, CallKind::Revoke, &inputs, judge_done)
        .await
}

impl Shared {
    async fn bury(&self, store: &Arc<dyn Store>, why: &Error) -> Result<Option<TokenSet>, Error> {
        for _ in 0..ROUNDS {
            let Some((revision, record)) = self.read(store).await? else {
                return Ok(None);
            };
            let tokens = record.tokens.clone();
            let over = Record {
                tombstone: Some(Tombstone {
                    code: why.code(),
                    text: why.text().to_owned(),
                    at: self.core.time.now(),
                    after_unknown_outcome: false,
                }),
                ..record
            };
            if let Swap::Done(_) = self.write(store, Some(revision), &over, None).await? {
                return Ok(Some(tokens));
            }
        }
        Err(self.store_error(StoreError::contended()))
    }

    /// Tokens that came after the sign-out are revoked as well, and never stored.
    pub(super) fn revoke_late(self: &Arc<Self>, tokens: TokenSet) {
        if self.core.spec.call(CallKind::Revoke).is_none() {
            return;
        }
        let shared = self.clone();
        let work = self.core.hub.work();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                if let Err(error) = revoke_tokens(&shared.core, &tokens).await {
                    tracing::warn!(%error, "tokens that came after the sign-out could not be revoked");
                }
                drop(work);
            });
        }
    }
}

/// Why a session without store is over.
pub(super) fn is_sign_out(error: &Error) -> bool {
    matches!(error.code(), Code::SignedOut | Code::Stopped)
}
