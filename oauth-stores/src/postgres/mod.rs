//! One PostgreSQL database, for a fleet.

mod call;
mod failure;
mod schema;
mod statement;
mod target;
mod text;

use std::fmt;
use std::time::Duration;

use deadpool_postgres::Pool;
use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use tokio_postgres::types::Type;
use zeroize::Zeroizing;

use crate::migration::{self, lease_millis};
use statement::Statements;
use target::{Secure, Target};

/// Records in PostgreSQL 12 or newer, shared by a fleet.
///
/// The tables are `oauth_record`, `oauth_lease` and `oauth_schema`, in a database
/// with the encoding UTF8. Records are not encrypted by this store. They are
/// durable as far as the server's `synchronous_commit` makes them so.
///
/// Every call is one statement without a name and without a transaction around
/// it, so the store works behind poolers that share connections. A lease is a row
/// that ends by the database's clock. A call whose future is dropped is either
/// carried out by the server as a whole or not at all.
#[derive(Clone)]
pub struct PostgresStore {
    pool: Pool,
    secure: Option<Secure>,
    /// Host, port and database: what errors name.
    place: String,
    schema: Option<String>,
    statements: std::sync::Arc<Statements>,
    timeout: Duration,
}

impl PostgresStore {
    /// A store at `postgres://user:password@host:port/database`. No connection is
    /// made before the first call, so a program starts also while the server is
    /// down. Call [`Store::migrate`] once before the first use.
    ///
    /// `sslmode` in the URL is `disable`, `prefer` or `require`; `verify-ca` and
    /// `verify-full` are read as `require`, which always verifies the certificate
    /// and the host name, with the platform's roots and those of the PEM file
    /// `sslrootcert`. Without `sslmode`, TLS is required unless every host is
    /// loopback or a socket. `prefer` verifies as well when the server offers TLS.
    /// `schema` in the URL does what [`with_schema`](Self::with_schema) does.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the URL or the PEM file cannot be read. The
    /// URL is never repeated: it may hold a password.
    pub fn connect(url: &str) -> Result<Self, StoreError> {
        let target = Target::read(url)?;
        let store = Self {
            pool: target.pool()?,
            secure: target.secure,
            place: target.place,
            schema: None,
            statements: std::sync::Arc::new(Statements::new("")),
            timeout: Duration::from_secs(10),
        };
        match target.schema {
            Some(schema) => store.with_schema(schema),
            None => Ok(store),
        }
    }

    /// Keeps the tables in this schema instead of the first of the search path.
    /// [`Store::migrate`] creates it when it is missing.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the name is empty, longer than the 63 bytes
    /// of an SQL identifier, or holds a NUL.
    pub fn with_schema(mut self, schema: impl Into<String>) -> Result<Self, StoreError> {
        let schema = schema.into();
        if schema.is_empty() || schema.len() > 63 || schema.contains('\0') {
            let text = "a schema name has 1 to 63 bytes and no NUL: choose another";
            return Err(self.error(StoreErrorKind::Config, text));
        }
        let prefix = format!("{}.", schema::quoted(&schema));
        self.statements = std::sync::Arc::new(Statements::new(&prefix));
        self.schema = Some(schema);
        Ok(self)
    }

    /// How long a call may take, waiting for a connection included, before it
    /// fails with [`StoreErrorKind::Unavailable`]. The default is 10 s; `migrate`
    /// may take six times as long.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many connections this process opens at most, at least one. The default
    /// is 8. Clones of a store share their connections.
    #[must_use]
    pub fn with_pool_size(self, connections: usize) -> Self {
        self.pool.resize(connections.max(1));
        self
    }

    fn error(&self, kind: StoreErrorKind, text: &str) -> StoreError {
        StoreError::new(kind, format!("{self} {text}"))
    }

    /// Refuses an answer that was given under another version of the schema; the
    /// statements change nothing there.
    fn check(&self, version: i32) -> Result<(), StoreError> {
        let found = u32::try_from(version).unwrap_or_default();
        migration::check(schema::steps("").len(), found, &self.to_string())
    }
}

impl fmt::Display for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgreSQL at {}", self.place)?;
        match &self.schema {
            Some(schema) => write!(f, " (schema `{schema}`)"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PostgresStore")
            .field(&self.to_string())
            .finish()
    }
}

/// A number of the contract as PostgreSQL's; one beyond is none that was given out.
fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

fn unsigned(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

impl Store for PostgresStore {
    fn describe(&self) -> String {
        self.to_string()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async move {
            let row = self.one(&self.statements.read, key, &[]).await?;
            let (revision, value): (Option<i64>, Option<&[u8]>) =
                (self.column(&row, 1)?, self.column(&row, 2)?);
            Ok(revision.zip(value).map(|(revision, value)| Entry {
                revision: Revision(unsigned(revision)),
                value: Zeroizing::new(value.to_vec()),
            }))
        })
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            let fence = fence.map(number);
            let known = number(expected.unwrap_or(Revision(0)).0);
            let (value, fence) = ((&value as _, Type::BYTEA), (&fence as _, Type::INT8));
            let row = match expected {
                None => {
                    let more = [value, fence];
                    self.one(&self.statements.insert, key, &more).await?
                }
                Some(_) => {
                    let more = [value, fence, (&known as _, Type::INT8)];
                    self.one(&self.statements.update, key, &more).await?
                }
            };
            let written: Option<i64> = self.column(&row, 2)?;
            Ok(match (self.column(&row, 1)?, written) {
                (true, _) => Swap::Fenced,
                (false, Some(revision)) => Swap::Done(Revision(unsigned(revision))),
                (false, None) => Swap::Conflict,
            })
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(async move {
            let (id, name) = (text::stored(owner.id()), text::stored(owner.name()));
            let ttl = lease_millis(ttl);
            let more = [
                (&id as _, Type::TEXT),
                (&name as _, Type::TEXT),
                (&ttl as _, Type::INT8),
            ];
            let row = self.one(&self.statements.lease, key, &more).await?;
            let fence: Option<i64> = self.column(&row, 1)?;
            Ok(match fence {
                Some(fence) => Leased::Granted(Lease {
                    owner: owner.clone(),
                    fence: unsigned(fence),
                }),
                None => Leased::Held {
                    by: self.column::<Option<String>>(&row, 2)?.map(text::original),
                    remaining: self
                        .column::<Option<i64>>(&row, 3)?
                        .map(|millis| Duration::from_millis(unsigned(millis))),
                },
            })
        })
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            let (id, fence) = (text::stored(lease.owner.id()), number(lease.fence));
            let more = [(&id as _, Type::TEXT), (&fence as _, Type::INT8)];
            self.one(&self.statements.release, key, &more).await?;
            Ok(())
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
            let known = number(expected.0);
            let more = [(&known as _, Type::INT8)];
            let row = self.one(&self.statements.delete, key, &more).await?;
            Ok(match self.column(&row, 1)? {
                true => Swap::Done(expected),
                false => Swap::Conflict,
            })
        })
    }

    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(self.migrate_schema())
    }
}
