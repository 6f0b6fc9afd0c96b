//! Second tokens of a sign-in: sessions of their own beside the first.
//!
//! Each is stored under a provider id of its own, `<provider>.<name>`, in a family
//! that names the family of the first token. So a second token of an earlier
//! sign-in, perhaps of another person, is never handed out with a later one.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::apart::apart;
use super::dynamic::DynSession;
use super::renew::refresh_whole;
use super::shared::Shared;
use super::state::State;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, SecondBy, SecondToken};
use crate::token::TokenSet;
use crate::transport::BoxFuture;

/// Stands between the family of the first token and what is the second's own.
const BRANCH: char = '+';

/// The family of a second token.
pub(super) fn branch(family: &str, id: &str) -> String {
    format!("{family}{BRANCH}{id}")
}

/// What a session holds of its second tokens.
#[derive(Default)]
pub(super) struct Seconds {
    held: Mutex<Vec<(&'static str, Arc<Shared>)>>,
    /// One task at a time obtains one.
    obtaining: tokio::sync::Mutex<()>,
}

impl fmt::Debug for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seconds").finish_non_exhaustive()
    }
}

impl Seconds {
    fn held(&self, name: &str) -> Option<Arc<Shared>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let found = held.iter().find(|(known, _)| *known == name);
        found.map(|(_, shared)| shared.clone())
    }

    fn hold(&self, name: &'static str, session: &DynSession) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(known, _)| *known != name);
        held.push((name, session.shared().clone()));
    }

    fn clear(&self) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.clear();
    }
}

impl DynSession {
    /// The session of a sign-in, and the sessions of its second tokens beside it.
    pub(crate) async fn signed_in(core: Arc<Core>, mut tokens: TokenSet) -> Result<Self, Error> {
        let seconds = std::mem::take(&mut tokens.second);
        let kept = match seconds.is_empty() {
            true => None,
            false => Some(tokens.kept.clone()),
        };
        let session = Self::signed_in_as(core, tokens, None).await?;
        session.shared().second.clear();
        for (name, mut tokens) in seconds {
            if let Some(kept) = &kept {
                tokens.kept.fill_from(kept);
            }
            let declared = session.spec().second_tokens;
            if let Some(second) = declared.iter().find(|second| second.name == name) {
                session.begin_second(second, tokens).await?;
            }
        }
        Ok(session)
    }

    async fn begin_second(
        &self,
        second: &'static SecondToken,
        tokens: TokenSet,
    ) -> Result<Self, Error> {
        let first = self.load().family.clone();
        let core = self.second_core(second);
        let begun = Self::signed_in_as(core, tokens, Some(&first)).await?;
        self.shared().second.hold(second.name, &begun);
        Ok(begun)
    }

    /// The client as the second token sees it: its own declaration, the same account.
    fn second_core(&self, second: &'static SecondToken) -> Arc<Core> {
        Arc::new(Core {
            spec: second.spec,
            account: Some(self.connection().account().into()),
            ..(**self.core()).clone()
        })
    }

    /// The session of a second token, by its declared name. One that is obtained by
    /// the refresh token of the first is obtained at the first call; one that comes
    /// with the first was kept at the sign-in, in the store too. `None` when none
    /// came, or when it is over and only a new sign-in brings another.
    ///
    /// # Errors
    /// `E0607` when the declaration has no second token of this name, the reason
    /// when this session is over, `E07..` when the store cannot be read; and what
    /// the provider answered, when the token had to be obtained.
    pub async fn second_token(&self, name: &str) -> Result<Option<Self>, Error> {
        let declared = self.spec().second_tokens;
        let Some(second) = declared.iter().find(|second| second.name == name) else {
            let text = format!(
                "`{}` declares no second token `{}`",
                self.spec().name,
                name.escape_default()
            );
            return Err(Error::new(Code::NotOffered, text)
                .of(self.spec().id)
                .key("second_token"));
        };
        if let Some(why) = &self.load().ended {
            return Err(why.clone());
        }
        if let Some(known) = self.known_second(second).await? {
            return Ok(Some(known));
        }
        if second.by == SecondBy::Answer {
            return Ok(None);
        }
        let (session, hub) = (self.clone(), self.core().hub.clone());
        let obtain = async move { session.obtain_second(second).await };
        apart(&hub, obtain).await.map(Some)
    }

    /// A live one, in memory or in the store.
    async fn known_second(&self, second: &'static SecondToken) -> Result<Option<Self>, Error> {
        let family = self.load().family.clone();
        if let Some(held) = self.shared().second.held(second.name)
            && is_live(&held.current.load(), &family)
        {
            return Ok(Some(Self::from_shared(held)));
        }
        let core = self.second_core(second);
        let key = core.key(CallKind::Token);
        let Some(found) = Self::stored(core, key).await? else {
            return Ok(None);
        };
        if !is_live(&found.load(), &family) && !found.has_come_back(&family).await {
            return Ok(None);
        }
        self.shared().second.hold(second.name, &found);
        Ok(Some(found))
    }

    /// Whether the store has one of this family, where the open session has another.
    async fn has_come_back(&self, family: &str) -> bool {
        let shared = self.shared();
        let Some(store) = &shared.store else {
            return false;
        };
        match shared.read(store).await {
            Ok(Some((_, record))) if is_branch(&record.family, family) => {
                shared.come_back_as(&record) && is_live(&shared.current.load(), family)
            }
            _ => false,
        }
    }

    /// Asks for it with the refresh token of the first. The answer's own refresh
    /// token renews it from then on; where there is none, that of the first does.
    async fn obtain_second(&self, second: &'static SecondToken) -> Result<Self, Error> {
        let _turn = self.shared().second.obtaining.lock().await;
        if let Some(known) = self.known_second(second).await? {
            return Ok(known);
        }
        let first = self.tokens();
        let Some(refresh_token) = &first.refresh_token else {
            let text = format!(
                "the second token `{}` is obtained with the refresh token of the first, and there is none; sign in again, and ask for one (often by a scope such as `offline_access`)",
                second.name
            );
            return Err(Error::new(Code::NothingToRenew, text)
                .of(second.spec.id)
                .on(CallKind::Refresh)
                .key("scopes"));
        };
        let mut old = TokenSet::new(first.access_token.clone(), first.issued_at);
        old.refresh_token = Some(refresh_token.clone());
        old.refresh_token_issued_at = first.refresh_token_issued_at;
        old.refresh_token_expires_at = first.refresh_token_expires_at;
        old.redirect_uri = first.redirect_uri;
        old.kept = first.kept;
        old.dpop_key = first.dpop_key;
        let core = self.second_core(second);
        let tokens = refresh_whole(&core, &old).await?;
        self.begin_second(second, tokens).await
    }

    /// Signs out the second tokens of this session, as far as they can be found.
    // In a box: a sign-out would hold itself otherwise.
    pub(super) fn sign_out_seconds(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            for second in self.spec().second_tokens {
                let signed_out = match self.known_second(second).await {
                    Ok(Some(session)) => session.sign_out().await,
                    Ok(None) => Ok(()),
                    Err(error) => Err(error),
                };
                if let Err(error) = signed_out {
                    tracing::warn!(second = second.name, %error, "the second token was not signed out");
                }
            }
        })
    }
}

fn is_live(state: &State, family: &str) -> bool {
    state.ended.is_none() && is_branch(&state.family, family)
}

/// Whether a family of a second token is of this first one. Without a store all
/// families are empty, and what is held is the sign-in's own.
fn is_branch(second: &str, first: &str) -> bool {
    second.split(BRANCH).next() == Some(first)
}
