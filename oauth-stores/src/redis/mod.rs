//! The store in Redis.

mod durability;
mod failure;
mod link;
mod order;
mod script;

pub use durability::Durability;

use std::fmt;
use std::time::Duration;

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use redis::{Script, ScriptInvocation};
use zeroize::Zeroizing;

use link::{Answer, Link, Repeat};
use script::SCHEMA;

/// How many keys one call lists at least, because a filter may pass few of
/// them, and at most, because a script holds up the server.
const PAGE: (usize, usize) = (50, 500);

/// The longest lease in microseconds, a year; what is longer is cut.
const LONGEST_LEASE: u128 = 365 * 24 * 3600 * 1_000_000;

/// Keeps records in Redis, for a fleet of machines. Made for Redis 7, one server.
///
/// Every change is one Lua script, so it happens entirely or not at all, and
/// the time of leases is the server's. The connection is made at the first
/// call and made again when it breaks; each call ends within a timeout.
///
/// # What a crash of the server loses
///
/// This store is as durable as its server is set up to be, and that is less
/// than the other stores promise. With `appendfsync everysec`, the usual
/// setting, a crash can lose a second of answered writes. Where a provider
/// rotates refresh tokens, a lost write is a lost refresh token: that user has
/// to sign in again. Set `appendonly yes` and `appendfsync always` to prevent
/// it, and `maxmemory-policy noeviction`, because Redis otherwise throws tokens
/// away when memory is short. A fail-over to a replica loses what the replica
/// had not yet received. [`RedisStore::durability`] asks the server. Revisions
/// and fences go on growing also across such a loss, so that a stale writer is
/// refused still.
///
/// # What it leaves behind
///
/// A deleted connection leaves the number of its last lease (about 100 bytes).
/// Buffers of the Redis client are not wiped.
pub struct RedisStore {
    link: Link,
    prefix: String,
}

impl RedisStore {
    /// A store at `redis://user:password@host:port/database`, with names that
    /// start with `{oauth:}`. Nothing is sent yet.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the URL does not parse, or asks for TLS.
    pub fn new(url: &str) -> Result<Self, StoreError> {
        Ok(Self {
            link: Link::new(url)?,
            prefix: "oauth:".to_owned(),
        })
    }

    /// The same server, with another prefix of names. It stands in braces, so
    /// that a cluster keeps all names of the store in one slot.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the prefix is empty or holds a brace.
    pub fn with_prefix(self, prefix: impl Into<String>) -> Result<Self, StoreError> {
        let prefix = prefix.into();
        if prefix.is_empty() || prefix.contains(['{', '}']) {
            return Err(StoreError::new(
                StoreErrorKind::Config,
                format!(
                    "`{prefix}` is no prefix for Redis names: it is not empty and holds no braces"
                ),
            ));
        }
        Ok(Self { prefix, ..self })
    }

    /// The same store, with another limit for each call. The default is 10 s.
    #[must_use]
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self {
            link: self.link.with_timeout(timeout),
            ..self
        }
    }

    fn name(&self, kind: &str) -> String {
        format!("{{{}}}{kind}", self.prefix)
    }

    fn name_of(&self, kind: &str, key: &ConnectionKey) -> String {
        self.name(&format!("{kind}:{key}"))
    }

    /// A call with the two things that each script wants first.
    fn call<'a>(&self, script: &'a Script) -> ScriptInvocation<'a> {
        let mut call = script.prepare_invoke();
        call.key(self.name("schema")).arg(SCHEMA);
        call
    }

    async fn run(&self, call: &ScriptInvocation<'_>, repeat: Repeat) -> Result<Answer, StoreError> {
        let answer = self.link.run(call, repeat).await?;
        match parts(&answer) {
            ("schema", [found]) => Err(failure::schema(
                &String::from_utf8_lossy(found),
                &self.link.server(),
                &self.prefix,
            )),
            _ => Ok(answer),
        }
    }

    fn swapped(&self, answer: &Answer, name: &str) -> Result<Swap, StoreError> {
        let swap = match parts(answer) {
            ("done", [revision]) => number(revision).map(|revision| Swap::Done(Revision(revision))),
            ("conflict", []) => Some(Swap::Conflict),
            ("fenced", []) => Some(Swap::Fenced),
            _ => None,
        };
        swap.ok_or_else(|| failure::odd(&self.link.server(), name))
    }

    async fn record(&self, key: &ConnectionKey) -> Result<Option<Entry>, StoreError> {
        let name = self.name_of("record", key);
        let mut call = self.call(&script::READ);
        call.key(&name);
        let answer = self.run(&call, Repeat::Harmless).await?;
        let odd = || failure::odd(&self.link.server(), &name);
        match parts(&answer) {
            ("none", []) => Ok(None),
            ("record", [revision, value]) => Ok(Some(Entry {
                revision: Revision(number(revision).ok_or_else(odd)?),
                value: Zeroizing::new(value.clone()),
            })),
            _ => Err(odd()),
        }
    }

    async fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Result<Swap, StoreError> {
        let record = self.name_of("record", key);
        let mut call = self.call(&script::SWAP);
        call.key(&record)
            .key(self.name_of("lease", key))
            .key(self.name("keys"))
            .key(self.name("revision"))
            .arg(expected.map_or_else(String::new, |revision| revision.0.to_string()))
            .arg(fence.map_or_else(String::new, |fence| fence.to_string()))
            .arg(&write_id()?[..])
            .arg(order::member(key))
            .arg(value);
        let answer = self.run(&call, Repeat::Harmless).await?;
        self.swapped(&answer, &record)
    }

    async fn take_lease(
        &self,
        key: &ConnectionKey,
        owner: &Owner,
        ttl: Duration,
    ) -> Result<Leased, StoreError> {
        let name = self.name_of("lease", key);
        let ttl = ttl.as_micros().min(LONGEST_LEASE);
        let mut call = self.call(&script::LEASE);
        call.key(&name)
            .arg(owner.id())
            .arg(owner.name())
            .arg(ttl.to_string());
        let answer = self.run(&call, Repeat::Harmless).await?;
        let odd = || failure::odd(&self.link.server(), &name);
        match parts(&answer) {
            ("granted", [fence]) => Ok(Leased::Granted(Lease {
                owner: owner.clone(),
                fence: number(fence).ok_or_else(odd)?,
            })),
            ("held", [by, remaining]) => Ok(Leased::Held {
                by: String::from_utf8(by.clone()).ok(),
                remaining: number(remaining).map(Duration::from_micros),
            }),
            _ => Err(odd()),
        }
    }

    async fn page(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Result<Vec<ConnectionKey>, StoreError> {
        let (mut lower, upper) = order::bounds(filter, after);
        let page = limit.clamp(PAGE.0, PAGE.1);
        let mut listed = Vec::new();
        while listed.len() < limit {
            let mut call = self.call(&script::LIST);
            call.key(self.name("keys"))
                .arg(lower)
                .arg(&upper)
                .arg(page.to_string());
            let answer = self.run(&call, Repeat::Harmless).await?;
            let ("keys", members) = parts(&answer) else {
                return Err(failure::odd(&self.link.server(), &self.name("keys")));
            };
            let passing = members.iter().filter_map(|member| order::key(member));
            listed.extend(passing.filter(|key| filter.matches(key)));
            match members.last() {
                Some(last) if members.len() == page => lower = order::behind(last),
                _ => break,
            }
        }
        listed.truncate(limit);
        Ok(listed)
    }

    async fn put_aside(&self, key: &ConnectionKey) -> Result<Option<String>, StoreError> {
        let mut aside = self.name_of("aside", key);
        aside.push(':');
        for byte in write_id()?.iter().take(4) {
            aside.push_str(&format!("{byte:02x}"));
        }
        let mut call = self.call(&script::SET_ASIDE);
        call.key(self.name_of("record", key))
            .key(self.name("keys"))
            .key(&aside)
            .arg(order::member(key));
        let answer = self.run(&call, Repeat::Never).await?;
        match parts(&answer) {
            ("none", []) => Ok(None),
            ("done", []) => Ok(Some(format!("redis {} `{aside}`", self.link.server()))),
            _ => Err(failure::odd(&self.link.server(), &aside)),
        }
    }
}

/// Names one write, so that a repetition of it is recognised.
fn write_id() -> Result<[u8; 16], StoreError> {
    let mut id = [0; 16];
    getrandom::fill(&mut id).map_err(|error| {
        StoreError::new(
            StoreErrorKind::Unavailable,
            format!("the system gives no random bytes: {error}"),
        )
    })?;
    Ok(id)
}

fn parts(answer: &Answer) -> (&str, &[Vec<u8>]) {
    match answer.split_first() {
        Some((word, rest)) => (std::str::from_utf8(word).unwrap_or_default(), rest),
        None => ("", &[]),
    }
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore")
            .field("server", &self.link.server())
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

impl Store for RedisStore {
    fn describe(&self) -> String {
        format!("redis {} (prefix `{}`)", self.link.server(), self.prefix)
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(self.record(key))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(self.swap(key, expected, value, fence))
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(self.take_lease(key, owner, ttl))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let mut call = self.call(&script::RELEASE);
            call.key(self.name_of("lease", key))
                .arg(lease.owner.id())
                .arg(lease.fence.to_string());
            self.run(&call, Repeat::Harmless).await.map(drop)
        })
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        Box::pin(self.page(filter, after, limit))
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            let record = self.name_of("record", key);
            let mut call = self.call(&script::DELETE);
            call.key(&record)
                .key(self.name("keys"))
                .arg(expected.0.to_string())
                .arg(order::member(key));
            let answer = self.run(&call, Repeat::Never).await?;
            self.swapped(&answer, &record)
        })
    }

    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async {
            let call = self.call(&script::MIGRATE);
            self.run(&call, Repeat::Harmless).await.map(drop)
        })
    }

    fn set_aside<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(self.put_aside(key))
    }
}
