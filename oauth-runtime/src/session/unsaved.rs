//! Tokens that a store did not take: kept in memory, served, and stored as soon
//! as it does.

use std::sync::Arc;
use std::time::Duration;

use super::event::EventKind;
use super::shared::{Shared, Unsaved};
use super::transaction::{Committed, commit};
use crate::error::Error;
use crate::store::record::Record;

const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

impl Shared {
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
