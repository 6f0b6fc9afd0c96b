//! What PostgreSQL's errors mean for a store.

use std::error::Error as _;
use std::io;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use tokio_postgres::error::{DbError, SqlState};

use super::PostgresStore;

impl PostgresStore {
    /// The error that the caller sees: it names the server and the way out.
    pub(super) fn failed(&self, error: &tokio_postgres::Error) -> StoreError {
        match error.as_db_error() {
            Some(error) => self.refused(error),
            None => {
                // The first words are tokio-postgres' own, the second the system's
                // or the TLS library's. Neither knows the URL.
                let cause = error.source().map(|cause| format!(": {cause}"));
                let text = format!(
                    "cannot be reached ({error}{}): look whether the server runs and what its log says; \
                     the next call tries anew",
                    cause.unwrap_or_default()
                );
                self.error(StoreErrorKind::Unavailable, &text)
            }
        }
    }

    fn refused(&self, error: &DbError) -> StoreError {
        let state = error.code();
        let kind = kind(state);
        let way_out = match kind {
            StoreErrorKind::NotMigrated => "call `migrate()` once",
            StoreErrorKind::NotWritable => "make room or let this server write, then try again",
            StoreErrorKind::Permissions => "grant this user the store's tables",
            StoreErrorKind::Config => "correct the URL, the key or the schema",
            StoreErrorKind::Corrupt => {
                "restore a backup, or drop the store's tables and migrate anew"
            }
            _ => "try again, and look at the server's log",
        };
        // Only the message: `detail` and `where` may quote values.
        let text = format!(
            "refused the call: {} (SQLSTATE {}); {way_out}",
            error.message(),
            state.code()
        );
        self.error(kind, &text)
    }

    pub(super) fn interrupted(&self, error: &io::Error) -> StoreError {
        self.error(
            StoreErrorKind::Unavailable,
            &format!("was interrupted: {error}"),
        )
    }
}

fn kind(state: &SqlState) -> StoreErrorKind {
    match state.code() {
        // A table or a schema that is not there.
        "42P01" | "3F000" => StoreErrorKind::NotMigrated,
        // A read-only transaction, as on a standby; full disk.
        "25006" | "53100" => StoreErrorKind::NotWritable,
        "42501" => StoreErrorKind::Permissions,
        // Wrong user or password, no such database, a key longer than an index holds.
        "28000" | "28P01" | "3D000" | "54000" => StoreErrorKind::Config,
        // A column that is not there or has another type; damaged pages.
        "42703" | "42804" | "42883" | "428C9" | "XX001" | "XX002" => StoreErrorKind::Corrupt,
        _ => StoreErrorKind::Unavailable,
    }
}
