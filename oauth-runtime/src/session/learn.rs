//! Values of a tenant that are learned by calls after a sign-in.
//!
//! They are kept with the tokens and outlive renewals. A call that fails loses no
//! sign-in: its values stay unset, and it is made again before an API call that
//! needs one of them. Where an account has several tenants, the program chooses.

use std::sync::Arc;

use super::Session;
use super::dynamic::DynSession;
use super::learned::needed_by_api;
use super::shared::Shared;
use crate::error::{Code, Error};
use crate::provider::Provider;
use crate::spec::{CallKind, LearnSpec};
use crate::store::Swap;
use crate::token::Kept;
use crate::transport::BoxFuture;
use crate::wire::judge::{Answer, judge_items};

/// How often a record that changes under our hands is read again.
const ROUNDS: usize = 8;

/// What there is to choose from, as it was answered last: for each call in
/// `learn(...)` its name and the values of each item.
pub(super) type Offers = Vec<(&'static str, Vec<Kept>)>;

impl DynSession {
    /// Learns what is declared in `learn(...)` and not known yet. It is done after a
    /// sign-in, and again before an API call that needs a value, so a program needs
    /// this only to learn at a moment of its own.
    ///
    /// # Errors
    /// What the call answered, with its name in [`Error::step`]; `E0602` where there
    /// are several to choose from, which [`DynSession::choose`] settles.
    pub fn learn(&self) -> BoxFuture<'_, Result<(), Error>> {
        Box::pin(async move {
            for learn in self.spec().learn {
                self.learn_one(learn).await?;
            }
            Ok(())
        })
    }

    /// The tenants among which the program chooses: the kept values of each item
    /// that the call of this name in `learn(...)` lists.
    ///
    /// # Errors
    /// `E0607` when the declaration has no such call, and what it answered.
    pub fn choices<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Result<Vec<Kept>, Error>> {
        Box::pin(async move {
            let learn = self.learns(name)?;
            let mut offers = self.shared().offers.lock().await;
            let items = self.ask(learn).await?;
            offer(&mut offers, learn.name, items.clone());
            Ok(items)
        })
    }

    /// Takes one of the tenants that [`DynSession::choices`] listed, by its index.
    /// The choice is kept with the tokens, here and in the store.
    ///
    /// # Errors
    /// `E0603` when there is no such item, `E0607` when the declaration has no such
    /// call, what the call answered where nothing was listed yet, and `E07..` when
    /// the store did not take the choice, which then counts in this process alone.
    pub fn choose<'a>(&'a self, name: &'a str, index: usize) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let learn = self.learns(name)?;
            let mut offers = self.shared().offers.lock().await;
            let known = offers.iter().find(|(known, _)| *known == learn.name);
            let items = match known {
                Some((_, items)) => items.clone(),
                None => {
                    let items = self.ask(learn).await?;
                    offer(&mut offers, learn.name, items.clone());
                    items
                }
            };
            let Some(chosen) = items.get(index) else {
                return Err(self.not_learned(
                    Code::InputRefused,
                    learn,
                    format!("there is no item {index}: `{name}` has {}", items.len()),
                ));
            };
            self.shared().keep_learned(chosen).await
        })
    }

    /// Learns what an API call needs and does not know. Costs nothing where nothing
    /// is learned.
    pub(super) async fn learn_for_api(&self) -> Result<(), Error> {
        let spec = self.spec();
        let Some(api) = spec.api.filter(|_| !spec.learn.is_empty()) else {
            return Ok(());
        };
        for learn in spec.learn {
            if needed_by_api(api, learn, &self.load().tokens.kept) {
                Box::pin(self.learn_one(learn)).await?;
            }
        }
        Ok(())
    }

    /// After a sign-in: what fails is made up for later.
    pub(super) async fn learn_at_first(&self) {
        if self.spec().learn.is_empty() || self.fresh_token().is_none() {
            return;
        }
        if let Err(error) = self.learn().await {
            tracing::debug!(%error, "not learned at the sign-in; it is tried again when it is needed");
        }
    }

    async fn learn_one(&self, learn: &'static LearnSpec) -> Result<(), Error> {
        let shared = self.shared();
        let mut offers = shared.offers.lock().await;
        // Another task, or another process, may have been first.
        if self.has_learned(learn) || shared.learned_elsewhere(learn).await {
            return Ok(());
        }
        let items = self.ask(learn).await?;
        offer(&mut offers, learn.name, items.clone());
        let name = learn.name;
        match items.as_slice() {
            [only] => shared.keep_learned(only).await.or_else(|error| {
                tracing::warn!(%error, "what was learned is not stored; it counts in this process");
                Ok(())
            }),
            [] => Err(self.not_learned(
                Code::MissingField,
                learn,
                format!("the account has nothing that `{name}` lists"),
            )),
            several => Err(self.not_learned(
                Code::ValueUnset,
                learn,
                format!(
                    "the account has {}: list them with `session.choices(\"{name}\")`, and take one with `session.choose(\"{name}\", index)`",
                    several.len()
                ),
            )),
        }
    }

    fn has_learned(&self, learn: &LearnSpec) -> bool {
        has_learned(learn, &self.load().tokens.kept)
    }

    /// Makes the call.
    async fn ask(&self, learn: &'static LearnSpec) -> Result<Vec<Kept>, Error> {
        self.token().await?;
        let state = self.shared().current.load_full();
        let core = self.core().resolved_for(&state.tokens).await?;
        let inputs = Self::about(&core, CallKind::Learn, &state)?;
        let judge = |answer: &Answer<'_>| judge_items(answer, learn.each);
        core.perform_step(CallKind::Learn, learn.name, &learn.call, &inputs, judge)
            .await
    }

    fn learns(&self, name: &str) -> Result<&'static LearnSpec, Error> {
        let found = self.spec().learn.iter().find(|learn| learn.name == name);
        found.ok_or_else(|| {
            let name = name.escape_default();
            Error::new(
                Code::NotOffered,
                format!("the declaration has no `{name}` in `learn`"),
            )
            .of(self.spec().id)
            .key("learn")
        })
    }

    fn not_learned(&self, code: Code, learn: &'static LearnSpec, text: String) -> Error {
        Error::new(code, text)
            .of(self.spec().id)
            .on(CallKind::Learn)
            .in_step(learn.name)
            .key(format!("learn({})", learn.name))
    }
}

fn has_learned(learn: &LearnSpec, kept: &Kept) -> bool {
    learn
        .call
        .answer
        .keep
        .iter()
        .any(|keep| kept.has(keep.name))
}

fn offer(offers: &mut Offers, name: &'static str, items: Vec<Kept>) {
    offers.retain(|(known, _)| *known != name);
    offers.push((name, items));
}

impl Shared {
    /// Takes over what the store has and this process has not.
    async fn learned_elsewhere(&self, learn: &LearnSpec) -> bool {
        let Some(store) = &self.store else {
            return false;
        };
        let Ok(Some((_, record))) = self.read(store).await else {
            return false;
        };
        let same = record.family == *self.current.load().family;
        if !same || !has_learned(learn, &record.tokens.kept) {
            return false;
        }
        self.know(&record.tokens.kept);
        true
    }

    fn know(&self, values: &Kept) {
        let spec = self.core.spec;
        self.current.rcu(|state| {
            Arc::new(state.with_kept(&self.core, |kept| kept.learn_from(spec, values)))
        });
    }

    /// Keeps learned values with the tokens: in memory, then in the store.
    async fn keep_learned(&self, values: &Kept) -> Result<(), Error> {
        self.know(values);
        let spec = self.core.spec;
        if let Some(mut unsaved) = self.unsaved() {
            unsaved.record.tokens.kept.learn_from(spec, values);
            self.set_unsaved(Some(unsaved));
        }
        let Some(store) = &self.store else {
            return Ok(());
        };
        for _ in 0..ROUNDS {
            let Some((revision, mut record)) = self.read(store).await? else {
                return Ok(());
            };
            // Of another sign-in: its values are its own.
            if record.family != *self.current.load().family {
                return Ok(());
            }
            record.tokens.kept.learn_from(spec, values);
            if let Swap::Done(_) = self.write(store, Some(revision), &record, None).await? {
                return Ok(());
            }
        }
        Err(self.store_error(crate::store::StoreError::contended()))
    }
}

impl<P: Provider> Session<P> {
    /// Learns what is declared in `learn(...)` and not known yet.
    ///
    /// # Errors
    /// As [`DynSession::learn`].
    pub async fn learn(&self) -> Result<(), Error> {
        self.as_dyn().learn().await
    }

    /// The tenants among which the program chooses, as the call of this name in
    /// `learn(...)` lists them.
    ///
    /// # Errors
    /// As [`DynSession::choices`].
    pub async fn choices(&self, name: &str) -> Result<Vec<Kept>, Error> {
        self.as_dyn().choices(name).await
    }

    /// Takes one of the tenants that [`Session::choices`] listed, by its index.
    ///
    /// # Errors
    /// As [`DynSession::choose`].
    pub async fn choose(&self, name: &str, index: usize) -> Result<(), Error> {
        self.as_dyn().choose(name, index).await
    }
}
