//! Tokens into the store and out of it: sign-in, return, sign-out, and tokens
//! that a store did not take at first.

use std::sync::Arc;
use std::time::Duration;

use super::dynamic::DynSession;
use super::event::EventKind;
use super::shared::{Shared, Unsaved};
use super::transaction::{Committed, commit};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::store::record::{Record, Tombstone};
use crate::store::{ConnectionKey, Filter, Revision, Store, Swap};
use crate::token::TokenSet;

/// How often a record that changes under our hands is read again.
const ROUNDS: usize = 8;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl DynSession {
    /// The session of a sign-in, stored where the client has a store.
    pub(crate) async fn signed_in(core: Arc<Core>, tokens: TokenSet) -> Result<Self, Error> {
        let Some(store) = core.store.clone() else {
            return Ok(Self::new(core, tokens));
        };
        let key = core.key(tokens.obtained_by);
        let record = Record::first(
            core.entropy.id()?,
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
        Ok(Self::from_shared(open))
    }

    /// The session that the store holds for the client's account.
    pub(crate) async fn stored(core: Arc<Core>, key: ConnectionKey) -> Result<Option<Self>, Error> {
        if let Some(open) = core.hub.find(&key) {
            return Ok(Some(Self::from_shared(open)));
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
        probe.check_issuer(&record)?;
        let shared = Shared::stored(core, key, store, &record);
        Ok(Some(Self::from_shared(hub.take_in(Arc::new(shared)))))
    }

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
    async fn save_sign_in(
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
        Err(Error::new(
            Code::StoreHeld,
            "the stored record changes faster than it can be written",
        )
        .of(self.core.spec.id))
    }

    /// The revision of a damaged record that the store could not put out of the way.
    async fn damaged_revision(&self, store: &Arc<dyn Store>) -> Option<Revision> {
        let read = self.bounded(|| store.read(self.key())).await;
        read.ok().flatten().map(|entry| entry.revision)
    }

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
        Err(Error::new(
            Code::StoreHeld,
            "the stored record changes faster than it can be written",
        )
        .of(self.core.spec.id))
    }

    /// Keeps tokens that the store did not take, tells so, and tries again until
    /// it does or the client is shut down.
    pub(super) fn keep_in_memory(self: &Arc<Self>, unsaved: Unsaved, error: Error) {
        self.set_unsaved(Some(unsaved));
        self.tell(EventKind::StoreDegraded { error });
        let shared = self.clone();
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            // A shutdown does not wait for it: it makes a last attempt of its own.
            runtime.spawn(async move {
                let mut pause = FIRST_PAUSE;
                loop {
                    shared.core.time.sleep(shared.jittered(pause)).await;
                    if shared.save_kept().await.is_ok() || shared.core.hub.is_closed() {
                        break;
                    }
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
            });
        }
    }

    fn became_of(&self, sign_in: &Record) -> EventKind {
        match &sign_in.tombstone {
            None => EventKind::SignedIn,
            Some(stone) if stone.is_sign_out() => EventKind::SignedOut,
            Some(stone) => EventKind::NeedsSignIn {
                error: stone.error(self.core.spec.id),
            },
        }
    }

    /// Stores what could not be stored before, if there is something.
    pub(super) async fn save_kept(self: &Arc<Self>) -> Result<(), Error> {
        let (Some(unsaved), Some(store)) = (self.unsaved(), &self.store) else {
            return Ok(());
        };
        match &unsaved.sent {
            None => {
                if let Some(found) = self.save_sign_in(store, &unsaved.record).await? {
                    if self.let_go(&unsaved.record) {
                        self.tell(EventKind::StoreRecovered);
                        self.replace(&found);
                        self.tell(self.became_of(&found));
                    }
                    return Ok(());
                }
            }
            Some(sent) => {
                // Without a revision a record that is there is looked at before it is replaced.
                match commit(self, store, None, &unsaved.record, sent).await? {
                    Committed::Done(_) => (),
                    Committed::Superseded(record) => {
                        if self.let_go(&unsaved.record) {
                            self.replace(&record);
                            self.tell(EventKind::Adopted {
                                generation: record.generation,
                            });
                        }
                        return Ok(());
                    }
                    Committed::SignedOut(record) => {
                        if self.let_go(&unsaved.record) {
                            self.replace(&record);
                            self.revoke_late(unsaved.record.tokens);
                            self.tell(EventKind::SignedOut);
                        }
                        return Ok(());
                    }
                }
            }
        }
        if !self.let_go(&unsaved.record) {
            return Ok(());
        }
        if let Some(lease) = &unsaved.lease {
            // One that is not given back ends by its time.
            let _ = self.bounded(|| store.release(self.key(), lease)).await;
        }
        self.tell(EventKind::StoreRecovered);
        self.tell(match unsaved.sent {
            None => EventKind::SignedIn,
            Some(_) => EventKind::Refreshed {
                generation: unsaved.record.generation,
            },
        });
        Ok(())
    }
}
