//! Waiting for the lease, or for somebody else to do the work.

use std::time::Duration;

use super::Transaction;
use crate::error::{Code, Error};
use crate::session::state::State;
use crate::store::record::Record;
use crate::store::{Lease, Leased, Revision};

pub(super) enum Obtained {
    Lease(Lease),
    /// The holder finished the work.
    Adopt(Box<Record>),
}

const FIRST_PAUSE: Duration = Duration::from_millis(5);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

impl Transaction<'_> {
    pub(super) async fn obtain_lease(&self) -> Result<Obtained, Error> {
        let shared = self.shared;
        let time = &shared.core.time;
        let patience = self.ttl.saturating_add(shared.core.store_deadline);
        let give_up = time.monotonic().saturating_add(patience);
        let mut pause = FIRST_PAUSE;
        // Most of a fleet comes late: it takes over with one read, and writes nothing.
        let found = shared.read(self.store).await?;
        if let Some(record) = self.done_elsewhere(found) {
            return Ok(Obtained::Adopt(Box::new(record)));
        }
        loop {
            let asked = shared
                .bounded(|| self.store.lease(shared.key(), &self.owner, self.ttl))
                .await
                .map_err(|error| shared.store_error(error))?;
            let holder = match asked {
                Leased::Granted(lease) => return Ok(Obtained::Lease(lease)),
                Leased::Held { by, .. } => by,
            };
            // A store that cannot be read now is read again under the lease.
            let found = shared.read(self.store).await.ok().flatten();
            if let Some(record) = self.done_elsewhere(found) {
                return Ok(Obtained::Adopt(Box::new(record)));
            }
            if !self.urgent {
                return Err(self.under_way(holder.as_deref()));
            }
            if time.monotonic() >= give_up {
                return Err(self.held_too_long(holder.as_deref(), patience));
            }
            time.sleep(shared.jittered(pause)).await;
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
        }
    }

    /// What somebody else has stored, if it is what this renewal is after.
    fn done_elsewhere(&self, found: Option<(Revision, Record)>) -> Option<Record> {
        let core = &self.shared.core;
        let (_, record) = found?;
        let same = *record.family == *self.seen.family && record.generation <= self.seen.generation;
        let fresh = State::of(core, &record, 0).is_fresh(&core.time);
        let ours = self.shared.check_issuer(&record).is_ok();
        (!same && fresh && ours && record.intent.is_none()).then_some(record)
    }

    fn under_way(&self, holder: Option<&str>) -> Error {
        let holder = holder.unwrap_or("another process");
        Error::new(
            Code::RenewalUnderWay,
            format!("{holder} is renewing the tokens"),
        )
        .of(self.shared.core.spec.id)
    }

    fn held_too_long(&self, holder: Option<&str>, waited: Duration) -> Error {
        let text = format!(
            "{} holds the lease of `{}` in {} for more than {} s; end that process if it hangs",
            holder.unwrap_or("another process"),
            self.shared.key(),
            self.home,
            waited.as_secs(),
        );
        Error::new(Code::StoreHeld, text).of(self.shared.core.spec.id)
    }
}
