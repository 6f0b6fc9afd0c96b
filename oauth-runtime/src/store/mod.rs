//! Where tokens live between two runs and between processes.
//!
//! A [`Store`] keeps one record for each [`ConnectionKey`]. It knows nothing of
//! OAuth: a record is bytes, changed only by compare-and-swap, and guarded by a
//! lease while a refresh is under way. What makes refresh safe (the intent
//! before the request, the commit keyed on the refresh token that was sent, the
//! tombstone in place of a deletion) is the session's part, the same over every
//! store.
//!
//! [`MemoryStore`] is here; the crate `oauth-stores` has the durable ones.

mod error;
mod key;
mod lease;
mod memory;
pub(crate) mod record;

pub use error::{StoreError, StoreErrorKind};
pub use key::{ConnectionKey, Filter};
pub use lease::{Lease, Leased, Owner};
pub use memory::MemoryStore;

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

pub use crate::transport::BoxFuture;

/// Keeps one record for each connection.
///
/// Every method must leave the store as it was or do all of its work, also when
/// its future is dropped or the process dies. An implementation is held to this
/// by `oauth_stores::store_conformance!`.
pub trait Store: Send + Sync + 'static {
    /// What a person calls this store: `file /home/ada/.acme (encrypted)`.
    /// Stands in errors and status reports, so it holds no secret.
    fn describe(&self) -> String;

    /// The record of a connection, or `None` when there is none.
    ///
    /// # Errors
    /// When the store cannot be read, or the record is damaged.
    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>>;

    /// Writes a record if the store still holds the expected revision (`None`:
    /// no record). When it answers [`Swap::Done`] the record is durable.
    ///
    /// With a fence it is refused once a later lease was granted.
    ///
    /// # Errors
    /// When the store cannot be written. Whether the record changed is then
    /// unknown until it is read again.
    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>>;

    /// Tries once to take the lease of a connection; it does not wait. The
    /// lease is granted when nobody has it, when its time is over by the store's
    /// own clock, or when this owner has it already (with the same fence, and
    /// from now on for `ttl`). It needs no record, and its fence outlives both the
    /// lease and the deletion of the record.
    ///
    /// # Errors
    /// When the store cannot be reached.
    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>>;

    /// Gives a lease back. One that somebody else has taken over is left alone.
    ///
    /// # Errors
    /// When the store cannot be reached. The lease then ends by its time.
    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>>;

    /// The next keys that a filter lets through, in ascending order, after one
    /// that was listed before. Fewer than `limit` mean that there are no more.
    ///
    /// # Errors
    /// When the store cannot be read. A damaged record does not fail the list.
    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>>;

    /// Removes a record if the store still holds this revision.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>>;

    /// Brings the store's schema up to this version. Programs call it once, at
    /// a moment of their choosing; nothing else changes a schema.
    ///
    /// # Errors
    /// [`StoreErrorKind::Newer`] when the schema is newer than this version
    /// knows; it is then left untouched.
    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }

    /// Puts a record that cannot be read out of the way, without destroying it,
    /// and says where it went. `None` when the store cannot do that.
    ///
    /// # Errors
    /// When the store cannot be written.
    fn set_aside<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        let _ = key;
        Box::pin(async { Ok(None) })
    }
}

/// How a sealed value begins. A session that meets one in a store that was opened
/// without its key leaves it alone, and does not take it for damage.
#[doc(hidden)]
pub const SEALED: &[u8] = b"\x89OAS";

/// A record and its revision.
#[derive(Clone)]
pub struct Entry {
    /// The revision to name in the next write.
    pub revision: Revision,
    /// The record, as it was written. It holds secrets.
    pub value: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("revision", &self.revision)
            .field("len", &self.value.len())
            .finish()
    }
}

/// Names one state of a record. A store never gives the same revision to two
/// states of one key, not even across a deletion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Revision(pub u64);

/// What came of a compare-and-swap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Swap {
    /// It is done and durable. For a deletion, the revision that was removed.
    Done(Revision),
    /// The store holds another revision; nothing was changed.
    Conflict,
    /// A later lease was granted; nothing was changed.
    Fenced,
}
