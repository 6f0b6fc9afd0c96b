//! The tables and their versions.

use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};

use super::failure::Failure;

/// One step of SQL for each version. A step that was released is never changed.
pub(super) const STEPS: &[&str] = &[
    // The indexes keep every filter's page an interval of one index: see `keyset`.
    "CREATE TABLE record (
        provider TEXT NOT NULL, registration TEXT NOT NULL, tenant TEXT NOT NULL, account TEXT NOT NULL,
        revision INTEGER NOT NULL, value BLOB NOT NULL,
        PRIMARY KEY (provider, registration, tenant, account)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_registration ON record (registration, provider, tenant, account);
    CREATE INDEX record_tenant ON record (tenant, provider, registration, account);
    CREATE INDEX record_registration_tenant ON record (registration, tenant, provider, account);
    CREATE TABLE lease (
        provider TEXT NOT NULL, registration TEXT NOT NULL, tenant TEXT NOT NULL, account TEXT NOT NULL,
        owner_id TEXT, owner_name TEXT, until_ms INTEGER NOT NULL, ttl_ms INTEGER NOT NULL, fence INTEGER NOT NULL,
        PRIMARY KEY (provider, registration, tenant, account)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE counter (revision INTEGER NOT NULL) STRICT;
    INSERT INTO counter VALUES (0);",
];

/// `OAUT`: marks a database as ours, next to its version.
const APPLICATION: i32 = 0x4f41_5554;

/// How often the switch to write-ahead logging meets somebody else's lock before
/// it gives up. Each time it first waits for that lock to end.
const SWITCHES: usize = 100;

fn version(connection: &Connection) -> Result<u32, Failure> {
    let found: i32 = cookie(connection, "PRAGMA user_version")?;
    // A negative version is none that this library wrote.
    u32::try_from(found).map_err(|_| Failure::Foreign)
}

fn cookie(connection: &Connection, sql: &str) -> Result<i32, Failure> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?)
}

/// Refuses a database that only a newer version understands.
pub(super) fn refuse_newer(connection: &Connection) -> Result<(), Failure> {
    let found = version(connection)?;
    match usize::try_from(found).is_ok_and(|found| found <= STEPS.len()) {
        true => Ok(()),
        false => Err(Failure::Version(STEPS.len(), found)),
    }
}

/// Refuses every schema but the current one; called in each transaction, because
/// another process may have migrated since the last.
pub(super) fn check(transaction: &Transaction<'_>) -> Result<(), Failure> {
    let found = version(transaction)?;
    if usize::try_from(found) != Ok(STEPS.len()) {
        return Err(Failure::Version(STEPS.len(), found));
    }
    refuse_foreign(transaction, found)
}

/// A version alone says little: every program counts from 1.
fn refuse_foreign(connection: &Connection, found: u32) -> Result<(), Failure> {
    let ours = match found {
        0 => cookie(connection, "SELECT EXISTS (SELECT 1 FROM sqlite_schema)")? == 0,
        _ => cookie(connection, "PRAGMA application_id")? == APPLICATION,
    };
    match ours {
        true => Ok(()),
        false => Err(Failure::Foreign),
    }
}

/// Runs the steps that are missing, all or none.
pub(super) fn migrate(connection: &mut Connection, steps: &[&str]) -> Result<(), Failure> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found = version(&transaction)?;
    let pending = crate::migration::pending(steps, found, "")
        .map_err(|_| Failure::Version(steps.len(), found))?;
    refuse_foreign(&transaction, found)?;
    for (version, step) in pending {
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
    }
    transaction.commit()?;
    write_ahead(connection)
}

/// Switches the file to write-ahead logging. SQLite does not wait here when two
/// connections try at once, so each waits for the other in a transaction.
fn write_ahead(connection: &mut Connection) -> Result<(), Failure> {
    for _ in 0..SWITCHES {
        match connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())) {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => (),
            done => return Ok(done?),
        }
        connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?
            .rollback()?;
    }
    Err(Failure::Queue)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE made_up (id INTEGER); INSERT INTO made_up VALUES (7);"];
    const NEW: &[&str] = &[
        "CREATE TABLE made_up (id INTEGER); INSERT INTO made_up VALUES (7);",
        "ALTER TABLE made_up ADD COLUMN name TEXT NOT NULL DEFAULT 'x';",
    ];

    fn row(connection: &Connection) -> (i64, String) {
        let sql = "SELECT id, name FROM made_up";
        connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
    }

    #[test]
    fn an_older_schema_is_brought_up_and_its_rows_stay() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, OLD).unwrap();
        migrate(&mut connection, NEW).unwrap();
        migrate(&mut connection, NEW).unwrap();
        assert_eq!(row(&connection), (7, "x".to_owned()));
        assert_eq!(version(&connection).unwrap(), 2);
        let older = migrate(&mut connection, OLD).unwrap_err();
        assert!(matches!(older, Failure::Version(1, 2)), "{older:?}");
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, OLD).unwrap();
        let broken = &[OLD[0], "CREATE TABLE other (id INTEGER); NONSENSE;"];
        migrate(&mut connection, broken).unwrap_err();
        assert_eq!(version(&connection).unwrap(), 1);
        let sql = "SELECT count(*) FROM sqlite_schema WHERE name = 'other'";
        assert_eq!(cookie(&connection, sql).unwrap(), 0);
    }

    #[test]
    fn a_database_of_another_program_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE theirs (id INTEGER)")
            .unwrap();
        assert!(matches!(
            migrate(&mut connection, STEPS),
            Err(Failure::Foreign)
        ));
        connection.execute_batch("PRAGMA user_version = 1").unwrap();
        assert!(matches!(
            migrate(&mut connection, STEPS),
            Err(Failure::Foreign)
        ));
    }
}
