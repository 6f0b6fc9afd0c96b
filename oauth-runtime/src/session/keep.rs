//! Tokens into the store and out of it: at a sign-in, and at the return.

use std::sync::Arc;

use super::dynamic::DynSession;
use super::event::EventKind;
use super::second::branch;
use super::shared::{Shared, Unsaved};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::store::record::Record;
use crate::store::{ConnectionKey, Filter, Revision, Store, StoreError, Swap};
use crate::token::TokenSet;

/// How often a record that changes under our hands is read again.
pub(super) const ROUNDS: usize = 8;

impl DynSession {
    /// The session of one set of tokens of a sign-in, stored where the client has a
    /// store. The second tokens of a sign-in are of the `family` of the first.
    pub(super) async fn signed_in_as(
        core: Arc<Core>,
        tokens: TokenSet,
        family: Option<&str>,
    ) -> Result<Self, Error> {
        let Some(store) = core.store.clone() else {
            let session = Self::new(core, tokens);
            session.learn_at_first().await;
            return Ok(session);
        };
        let key = core.key(tokens.obtained_by);
        let id = core.entropy.id()?;
        let record = Record::first(
            family.map_or(id.clone(), |family| branch(family, &id)),
            core.token_issuer(),
            store.describe(),
            tokens,
        );
        let hub = core.hub.clone();
        let shared = Arc::new(Shared::stored(core, key, store.clone(), &record));
        let saved = shared.save_sign_in(&store, &record).await;
        let open = hub.take_in(shared.clone());
        if !Arc::ptr_eq(&open, &shared) {
            open.replace(&record);
        }
        match saved {
            Ok(_) => open.tell(EventKind::SignedIn),
            Err(error) => open.keep_in_memory(
                Unsaved {
                    record,
                    sent: None,
                    lease: None,
                },
                error,
            ),
        }
        let session = Self::from_shared(open);
        session.learn_at_first().await;
        Ok(session)
    }

    /// A session of a record as it is, over or not, shared with nobody: to sign it out.
    pub(crate) fn of_record(
        core: Arc<Core>,
        key: ConnectionKey,
        store: Arc<dyn Store>,
        record: &Record,
    ) -> Self {
        Self::from_shared(Arc::new(Shared::stored(core, key, store, record)))
    }

    /// The session that the store holds for the client's account. `None` also
    /// when it is over: whoever asks then signs in.
    pub(crate) async fn stored(core: Arc<Core>, key: ConnectionKey) -> Result<Option<Self>, Error> {
        let open = core.hub.find(&key);
        if let Some(open) = &open
            && open.current.load().ended.is_none()
        {
            return Ok(Some(Self::from_shared(open.clone())));
        }
        let Some(store) = core.store.clone() else {
            return Ok(None);
        };
        let spec = core.spec;
        let hub = core.hub.clone();
        let probe = Shared::alone(core.clone(), TokenSet::new("", core.time.now()));
        let read = probe.bounded(|| store.read(&key)).await;
        let Some(entry) = read.map_err(|error| probe.store_error(error))? else {
            return match other_registration(&core, &*store, &key).await {
                Some(error) => Err(error),
                None => Ok(None),
            };
        };
        let record = Record::from_bytes(spec, &entry.value)?;
        if record.tombstone.is_some() {
            return Ok(None);
        }
        probe.check_issuer(&record)?;
        if let Some(open) = open {
            open.come_back_as(&record);
            let over = open.current.load().ended.is_some();
            return Ok((!over).then(|| Self::from_shared(open)));
        }
        let shared = Shared::stored(core, key, store, &record);
        Ok(Some(Self::from_shared(hub.take_in(Arc::new(shared)))))
    }
}

/// The same account with tokens of another client id: a setting changed, and the
/// user should hear of it.
async fn other_registration(core: &Core, store: &dyn Store, key: &ConnectionKey) -> Option<Error> {
    let filter = Filter {
        provider: Some(key.provider().to_owned()),
        tenant: Some(key.tenant().to_owned()),
        registration: None,
    };
    let keys = store.list(&filter, None, 64).await.ok()?;
    let other = keys.iter().find(|other| {
        other.account() == key.account() && other.registration() != key.registration()
    })?;
    let text = format!(
        "`{}` is signed in with the client id `{}`, and this program uses `{}`; tokens belong to the client they were issued to. Sign in again, or go back to that client id",
        key.account(),
        other.registration().escape_default(),
        key.registration().escape_default(),
    );
    Some(
        Error::new(Code::RegistrationChanged, text)
            .of(core.spec.id)
            .key("client_id"),
    )
}

impl Shared {
    /// A sign-in replaces whatever is stored; the label stays. An earlier try may
    /// have been written although the store failed: the answer is then what has
    /// become of it, and nothing is written.
    pub(super) async fn save_sign_in(
        &self,
        store: &Arc<dyn Store>,
        record: &Record,
    ) -> Result<Option<Record>, Error> {
        let mut record = record.clone();
        for _ in 0..ROUNDS {
            let revision = match self.read(store).await {
                Ok(Some((_, old))) if old.family == record.family => return Ok(Some(old)),
                Ok(Some((revision, old))) => {
                    record.label = old.label;
                    Some(revision)
                }
                Ok(None) => None,
                Err(error) if error.code() == Code::StoreCorrupt => {
                    self.damaged_revision(store).await
                }
                Err(error) => return Err(error),
            };
            if let Swap::Done(_) = self.write(store, revision, &record, None).await? {
                return Ok(None);
            }
        }
        Err(self.store_error(StoreError::contended()))
    }

    /// The revision of a damaged record that the store could not put out of the way.
    async fn damaged_revision(&self, store: &Arc<dyn Store>) -> Option<Revision> {
        let read = self.bounded(|| store.read(self.key())).await;
        read.ok().flatten().map(|entry| entry.revision)
    }
}
