//! The tables and their versions.

use oauth_runtime::store::{StoreError, StoreErrorKind};
use tokio_postgres::types::Type;

use super::PostgresStore;
use super::call::Borrowed;
use crate::migration;

/// One step of SQL for each version, with the prefix of a schema put in. A step
/// that was released is never changed.
///
/// Keys sort by their bytes (`COLLATE "C"`), as in Rust, whatever the database's
/// locale. A revision comes from a sequence, which repeats nothing.
pub(super) fn steps(prefix: &str) -> Vec<String> {
    let key = "provider text COLLATE \"C\" NOT NULL, registration text COLLATE \"C\" NOT NULL,
        tenant text COLLATE \"C\" NOT NULL, account text COLLATE \"C\" NOT NULL";
    // The indexes keep every filter's page an interval of one index: see `keyset`.
    vec![format!(
        "CREATE TABLE {prefix}oauth_record ({key},
            revision bigint GENERATED ALWAYS AS IDENTITY, value bytea NOT NULL,
            PRIMARY KEY (provider, registration, tenant, account));
        CREATE INDEX oauth_record_registration ON {prefix}oauth_record (registration, provider, tenant, account);
        CREATE INDEX oauth_record_tenant ON {prefix}oauth_record (tenant, provider, registration, account);
        CREATE INDEX oauth_record_registration_tenant ON {prefix}oauth_record (registration, tenant, provider, account);
        CREATE TABLE {prefix}oauth_lease ({key},
            owner_id text, owner_name text, until timestamptz NOT NULL, ttl interval NOT NULL, fence bigint NOT NULL,
            PRIMARY KEY (provider, registration, tenant, account));"
    )]
}

/// `oauth` in ASCII: the lock under which migrations of one database take turns.
const LOCK: i64 = 0x6f_6175_7468;

/// An SQL identifier in quotes.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl PostgresStore {
    /// Runs the steps that are missing in one transaction. Its lock ends with it,
    /// so a pooler may give the connection away afterwards.
    pub(super) async fn migrate_schema(&self) -> Result<(), StoreError> {
        self.within(self.timeout.saturating_mul(6), async {
            let mut connection = Borrowed::take(self).await?;
            // After a failure the connection is closed, and what was begun with it.
            self.run_steps(&mut connection).await?;
            connection.answered(None);
            Ok(())
        })
        .await
    }

    async fn run_steps(&self, connection: &mut Borrowed<'_>) -> Result<(), StoreError> {
        let failed = |error| self.failed(&error);
        let prefix = self
            .schema
            .as_deref()
            .map(|schema| format!("{}.", quoted(schema)));
        let prefix = prefix.unwrap_or_default();
        let transaction = connection.client()?.transaction().await.map_err(failed)?;
        let lock = [(&LOCK as _, Type::INT8)];
        transaction
            .query_typed("SELECT pg_advisory_xact_lock($1)", &lock)
            .await
            .map_err(failed)?;
        let table = format!("{prefix}oauth_schema");
        let facts = transaction
            .query_typed_one(
                "SELECT current_setting('server_encoding') = 'UTF8', to_regclass($1) IS NOT NULL,
                    $2::text IS NULL OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $2)",
                &[(&table as _, Type::TEXT), (&self.schema as _, Type::TEXT)],
            )
            .await
            .map_err(failed)?;
        if !self.column::<bool>(&facts, 0)? {
            let text = "has another encoding than UTF8: create a database with `ENCODING 'UTF8'`";
            return Err(self.error(StoreErrorKind::Config, text));
        }
        if !self.column::<bool>(&facts, 2)? {
            let schema = quoted(self.schema.as_deref().unwrap_or_default());
            let create = format!("CREATE SCHEMA {schema}");
            transaction.batch_execute(&create).await.map_err(failed)?;
        }
        if !self.column::<bool>(&facts, 1)? {
            // One row at most: the key of the table is a column that is always true.
            let create = format!(
                "CREATE TABLE {table} (single boolean PRIMARY KEY DEFAULT true CHECK (single), version integer NOT NULL);
                 INSERT INTO {table} (version) VALUES (0)"
            );
            transaction.batch_execute(&create).await.map_err(failed)?;
        }
        let select = format!("SELECT version FROM {table}");
        let row = transaction
            .query_typed_opt(&select, &[])
            .await
            .map_err(failed)?;
        let row = row.ok_or_else(|| {
            let text =
                "has an empty table `oauth_schema`: restore a backup, or drop the store's tables";
            self.error(StoreErrorKind::Corrupt, text)
        })?;
        let found = u32::try_from(self.column::<i32>(&row, 0)?).unwrap_or_default();
        let steps = steps(&prefix);
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        for (version, step) in migration::pending(&steps, found, &self.to_string())? {
            transaction.batch_execute(step).await.map_err(failed)?;
            let update = format!("UPDATE {table} SET version = {version}");
            transaction.batch_execute(&update).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    }
}
