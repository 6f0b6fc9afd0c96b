//! One statement on one connection, within the time for a call.

use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Object, PoolError};
use oauth_runtime::failpoint;
use oauth_runtime::store::{ConnectionKey, Filter, StoreError, StoreErrorKind};
use tokio_postgres::error::{DbError, Severity};
use tokio_postgres::types::{FromSql, ToSql, Type};
use tokio_postgres::{CancelToken, NoTls, Row};

use super::PostgresStore;
use super::target::Secure;
use super::text::{original, stored};

pub(super) type Value<'a> = (&'a (dyn ToSql + Sync), Type);

/// How long the server is given to hear that a statement is not wanted any more.
const CANCEL: Duration = Duration::from_secs(5);

/// A connection out of the pool. It goes back once its statement was answered;
/// else it is closed, because the next call would wait behind that statement.
pub(super) struct Borrowed<'a> {
    object: Option<Object>,
    secure: Option<&'a Secure>,
}

impl<'a> Borrowed<'a> {
    pub(super) async fn take(store: &'a PostgresStore) -> Result<Self, StoreError> {
        let object = store.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => store.failed(&error),
            other => store.error(
                StoreErrorKind::Unavailable,
                &format!("has no connection: {other}"),
            ),
        })?;
        Ok(Self {
            object: Some(object),
            secure: store.secure.as_ref(),
        })
    }

    /// The connection; it is there until the answer is.
    pub(super) fn client(&mut self) -> Result<&mut ClientWrapper, StoreError> {
        let missing =
            || StoreError::new(StoreErrorKind::Unavailable, "the connection was given back");
        self.object.as_deref_mut().ok_or_else(missing)
    }

    /// Gives the connection back, unless the answer was that it ends.
    pub(super) fn answered(mut self, error: Option<&tokio_postgres::Error>) {
        let ends = |error: &tokio_postgres::Error| {
            let severity = error.as_db_error().map(DbError::parsed_severity);
            severity != Some(Some(Severity::Error))
        };
        if let Some(object) = self.object.take()
            && error.is_some_and(ends)
        {
            drop(Object::take(object));
        }
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let Some(object) = self.object.take() else {
            return;
        };
        let client = Object::take(object);
        // A statement that waits for a lock would else be carried out later.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(cancel(client.cancel_token(), self.secure.cloned()));
        }
    }
}

async fn cancel(token: CancelToken, secure: Option<Secure>) {
    let asked = tokio::time::timeout(CANCEL, async {
        match secure {
            Some(secure) => token.cancel_query(secure).await,
            None => token.cancel_query(NoTls).await,
        }
    });
    // Nobody waits for this; the connection is closed in any case.
    let _ = asked.await;
}

impl PostgresStore {
    /// Bounds a call.
    pub(super) async fn within<T>(
        &self,
        timeout: Duration,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        match tokio::time::timeout(timeout, call).await {
            Ok(done) => done,
            Err(_) => {
                let text = format!(
                    "did not answer within {timeout:?}, the wait for a free connection included: \
                     look at the server's load and its locks"
                );
                Err(self.error(StoreErrorKind::Unavailable, &text))
            }
        }
    }

    /// Runs a statement, and checks the version that it answers with.
    async fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let rows = self.within(self.timeout, async {
            let mut connection = Borrowed::take(self).await?;
            failpoint::reach("postgres.before_statement")
                .map_err(|error| self.interrupted(&error))?;
            let rows = connection.client()?.query_typed(sql, values).await;
            failpoint::reach("postgres.answered").map_err(|error| self.interrupted(&error))?;
            connection.answered(rows.as_ref().err());
            rows.map_err(|error| self.failed(&error))
        });
        let rows = rows.await?;
        match rows.first() {
            Some(row) => self.check(self.column(row, 0)?)?,
            None => self.check(0)?,
        }
        Ok(rows)
    }

    /// Runs a statement about one key that answers one row.
    pub(super) async fn one(
        &self,
        sql: &str,
        key: &ConnectionKey,
        more: &[Value<'_>],
    ) -> Result<Row, StoreError> {
        let key = [
            stored(key.provider()),
            stored(key.registration()),
            stored(key.tenant()),
            stored(key.account()),
        ];
        let mut values: Vec<Value<'_>> = Vec::with_capacity(4 + more.len());
        values.extend(key.iter().map(|part| (part as _, Type::TEXT)));
        values.extend(more.iter().cloned());
        let mut rows = self.rows(sql, &values).await?;
        rows.pop().ok_or_else(|| {
            self.error(
                StoreErrorKind::Corrupt,
                "answered no row: restore its tables",
            )
        })
    }

    /// The keys of a page, in order.
    pub(super) async fn page(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Result<Vec<ConnectionKey>, StoreError> {
        let table = self.statements.records();
        let page = crate::keyset::page(&table, filter, after, limit);
        // A page that holds nothing still tells whether the schema is there.
        let page = page.unwrap_or_else(|| crate::keyset::Page {
            sql: format!("SELECT provider, registration, tenant, account FROM {table} LIMIT 0"),
            values: Vec::new(),
        });
        let values: Vec<_> = page.values.iter().map(|value| stored(value)).collect();
        let values: Vec<Value<'_>> = values
            .iter()
            .map(|value| (value as _, Type::TEXT))
            .collect();
        let rows = self.rows(&self.statements.list(&page), &values).await?;
        let mut keys = Vec::with_capacity(rows.len());
        for row in &rows {
            let part = |index| {
                let part = self.column::<Option<String>>(row, index)?;
                Ok::<_, StoreError>(part.map(original))
            };
            if let (Some(provider), Some(registration), Some(tenant), Some(account)) =
                (part(1)?, part(2)?, part(3)?, part(4)?)
            {
                keys.push(ConnectionKey::new(provider, registration, tenant, account));
            }
        }
        // SQL does not promise that a join keeps the order of one side.
        keys.sort_unstable();
        Ok(keys)
    }

    pub(super) fn column<'r, T: FromSql<'r>>(
        &self,
        row: &'r Row,
        index: usize,
    ) -> Result<T, StoreError> {
        row.try_get(index).map_err(|_| {
            let text = "has tables of another form: restore a backup, or drop the store's tables and migrate anew";
            self.error(StoreErrorKind::Corrupt, text)
        })
    }
}
