//! What is asked of a connection. Each function is one transaction.

use std::time::Duration;

use oauth_runtime::failpoint;
use oauth_runtime::store::{ConnectionKey, Entry, Lease, Leased, Owner, Revision, Swap};
use rusqlite::{
    Connection, OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter,
};
use zeroize::Zeroizing;

use super::failure::Failure;
use super::schema;
use crate::keyset::Page;
use crate::migration::lease_millis;

type Done<T> = Result<T, Failure>;

fn begin(connection: &mut Connection, behavior: TransactionBehavior) -> Done<Transaction<'_>> {
    let transaction = connection.transaction_with_behavior(behavior)?;
    schema::check(&transaction)?;
    Ok(transaction)
}

fn commit(transaction: Transaction<'_>) -> Done<()> {
    failpoint::reach("sqlite.before_commit")?;
    transaction.commit()?;
    failpoint::reach("sqlite.committed")?;
    Ok(())
}

fn parts(key: &ConnectionKey) -> [&str; 4] {
    [
        key.provider(),
        key.registration(),
        key.tenant(),
        key.account(),
    ]
}

pub(super) fn read(connection: &mut Connection, key: &ConnectionKey) -> Done<Option<Entry>> {
    let transaction = begin(connection, TransactionBehavior::Deferred)?;
    let mut select = transaction.prepare_cached(
        "SELECT revision, value FROM record
         WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4",
    )?;
    let entry = select.query_row(parts(key), |row| {
        Ok(Entry {
            revision: Revision(row.get(0)?),
            value: Zeroizing::new(row.get_ref(1)?.as_blob()?.to_vec()),
        })
    });
    Ok(entry.optional()?)
}

/// Whether the write may go on, judged inside its transaction.
fn judge(
    transaction: &Transaction<'_>,
    key: &ConnectionKey,
    expected: Option<Revision>,
    fence: Option<u64>,
) -> Done<Option<Swap>> {
    if let Some(fence) = fence {
        let mut select = transaction.prepare_cached(
            "SELECT fence FROM lease
             WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4",
        )?;
        let granted: Option<u64> = select.query_row(parts(key), |row| row.get(0)).optional()?;
        if granted.is_some_and(|granted| granted > fence) {
            return Ok(Some(Swap::Fenced));
        }
    }
    let mut select = transaction.prepare_cached(
        "SELECT revision FROM record
         WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4",
    )?;
    let found: Option<u64> = select.query_row(parts(key), |row| row.get(0)).optional()?;
    Ok((found.map(Revision) != expected).then_some(Swap::Conflict))
}

pub(super) fn swap(
    connection: &mut Connection,
    key: &ConnectionKey,
    expected: Option<Revision>,
    value: &[u8],
    fence: Option<u64>,
) -> Done<Swap> {
    let transaction = begin(connection, TransactionBehavior::Immediate)?;
    if let Some(refused) = judge(&transaction, key, expected, fence)? {
        return Ok(refused);
    }
    let next: u64 = transaction
        .prepare_cached("UPDATE counter SET revision = revision + 1 RETURNING revision")?
        .query_row([], |row| row.get(0))?;
    let [provider, registration, tenant, account] = parts(key);
    transaction
        .prepare_cached(
            "INSERT INTO record (provider, registration, tenant, account, revision, value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value",
        )?
        .execute(params![
            provider,
            registration,
            tenant,
            account,
            next,
            value
        ])?;
    commit(transaction)?;
    Ok(Swap::Done(Revision(next)))
}

pub(super) fn delete(
    connection: &mut Connection,
    key: &ConnectionKey,
    expected: Revision,
) -> Done<Swap> {
    let transaction = begin(connection, TransactionBehavior::Immediate)?;
    if let Some(refused) = judge(&transaction, key, Some(expected), None)? {
        return Ok(refused);
    }
    transaction
        .prepare_cached(
            "DELETE FROM record
             WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4",
        )?
        .execute(parts(key))?;
    commit(transaction)?;
    Ok(Swap::Done(expected))
}

struct Held {
    id: Option<String>,
    name: Option<String>,
    remaining: i64,
    ttl: i64,
    fence: u64,
}

pub(super) fn lease(
    connection: &mut Connection,
    key: &ConnectionKey,
    owner: Owner,
    ttl: Duration,
) -> Done<Leased> {
    let transaction = begin(connection, TransactionBehavior::Immediate)?;
    // One clock for all: the machine's, as SQLite reads it under the write lock.
    let now: i64 = transaction
        .prepare_cached("SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)")?
        .query_row([], |row| row.get(0))?;
    let held = transaction
        .prepare_cached(
            "SELECT owner_id, owner_name, until_ms, ttl_ms, fence FROM lease
             WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4",
        )?
        .query_row(parts(key), |row| {
            Ok(Held {
                id: row.get(0)?,
                name: row.get(1)?,
                remaining: row.get::<_, i64>(2)?.saturating_sub(now),
                ttl: row.get(3)?,
                fence: row.get(4)?,
            })
        })
        .optional()?;
    let fence = match held {
        None => 1,
        Some(held) if held.id.as_deref() == Some(owner.id()) => held.fence,
        // An end further away than the lease was long comes of a clock that was
        // set back: waiting for it could take years.
        Some(held) if held.id.is_some() && (1..=held.ttl).contains(&held.remaining) => {
            let remaining = u64::try_from(held.remaining).ok();
            return Ok(Leased::Held {
                by: held.name,
                remaining: remaining.map(Duration::from_millis),
            });
        }
        Some(held) => held.fence.saturating_add(1),
    };
    let [provider, registration, tenant, account] = parts(key);
    let ttl = lease_millis(ttl);
    transaction
        .prepare_cached(
            "INSERT INTO lease VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT DO UPDATE SET owner_id = excluded.owner_id, owner_name = excluded.owner_name,
                until_ms = excluded.until_ms, ttl_ms = excluded.ttl_ms, fence = excluded.fence",
        )?
        .execute(params![
            provider, registration, tenant, account,
            owner.id(), owner.name(), now.saturating_add(ttl), ttl, fence
        ])?;
    commit(transaction)?;
    Ok(Leased::Granted(Lease { owner, fence }))
}

pub(super) fn release(connection: &mut Connection, key: &ConnectionKey, lease: &Lease) -> Done<()> {
    let transaction = begin(connection, TransactionBehavior::Immediate)?;
    let [provider, registration, tenant, account] = parts(key);
    // The row stays, and with it the fence. One beyond SQLite's integers was
    // never granted.
    let fence = i64::try_from(lease.fence).unwrap_or(-1);
    transaction
        .prepare_cached(
            "UPDATE lease SET owner_id = NULL, owner_name = NULL
             WHERE provider = ?1 AND registration = ?2 AND tenant = ?3 AND account = ?4
               AND owner_id = ?5 AND fence = ?6",
        )?
        .execute(params![
            provider,
            registration,
            tenant,
            account,
            lease.owner.id(),
            fence
        ])?;
    commit(transaction)
}

pub(super) fn list(connection: &mut Connection, page: Option<&Page>) -> Done<Vec<ConnectionKey>> {
    let transaction = begin(connection, TransactionBehavior::Deferred)?;
    let Some(page) = page else {
        return Ok(Vec::new());
    };
    let mut select = transaction.prepare_cached(&page.sql)?;
    let keys = select.query_map(params_from_iter(&page.values), |row| {
        let part = |index| row.get::<_, String>(index);
        Ok(ConnectionKey::new(part(0)?, part(1)?, part(2)?, part(3)?))
    })?;
    Ok(keys.collect::<Result<_, _>>()?)
}
