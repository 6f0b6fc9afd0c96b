//! The SQL of every call.
//!
//! Each statement answers the schema's version in its first column and changes
//! something only under the version that this library works with.

use crate::keyset::Page;

/// The texts for one schema.
pub(super) struct Statements {
    pub(super) read: String,
    pub(super) insert: String,
    pub(super) update: String,
    pub(super) delete: String,
    pub(super) lease: String,
    pub(super) release: String,
    prefix: String,
}

const KEY: &str = "provider = $1 AND registration = $2 AND tenant = $3 AND account = $4";

impl Statements {
    /// The texts for tables with this prefix: `"schema".` or nothing.
    pub(super) fn new(prefix: &str) -> Self {
        let current = super::schema::steps("").len();
        // `$6` is the fence. The row of the lease is locked, so that no later lease
        // can be granted between the look at it and the end of the write.
        let gate = format!(
            "WITH guard AS MATERIALIZED (
                SELECT fence FROM {prefix}oauth_lease
                WHERE {KEY} AND $6::bigint IS NOT NULL FOR SHARE
            ), gate AS MATERIALIZED (
                SELECT version, EXISTS (SELECT 1 FROM guard WHERE fence > $6) AS fenced
                FROM {prefix}oauth_schema
            )"
        );
        let outcome = "SELECT version, fenced, (SELECT revision FROM done) FROM gate";
        Self {
            read: format!(
                "SELECT s.version, r.revision, r.value
                 FROM {prefix}oauth_schema s LEFT JOIN {prefix}oauth_record r ON {KEY}"
            ),
            insert: format!(
                "{gate}, done AS (
                    INSERT INTO {prefix}oauth_record (provider, registration, tenant, account, value)
                    SELECT $1, $2, $3, $4, $5 FROM gate WHERE version = {current} AND NOT fenced
                    ON CONFLICT DO NOTHING RETURNING revision
                ) {outcome}"
            ),
            update: format!(
                "{gate}, done AS (
                    UPDATE {prefix}oauth_record r SET value = $5, revision = DEFAULT FROM gate
                    WHERE {KEY} AND r.revision = $7 AND version = {current} AND NOT fenced
                    RETURNING r.revision
                ) {outcome}"
            ),
            delete: format!(
                "WITH done AS (
                    DELETE FROM {prefix}oauth_record r USING {prefix}oauth_schema s
                    WHERE {KEY} AND r.revision = $5 AND s.version = {current} RETURNING r.revision
                ) SELECT version, EXISTS (SELECT 1 FROM done) FROM {prefix}oauth_schema"
            ),
            // An end further away than the lease was long comes of a clock that was
            // set back: waiting for it could take years.
            lease: format!(
                "WITH granted AS (
                    INSERT INTO {prefix}oauth_lease AS l
                        (provider, registration, tenant, account, owner_id, owner_name, until, ttl, fence)
                    SELECT $1, $2, $3, $4, $5, $6,
                        clock_timestamp() + $7::bigint * interval '1 millisecond',
                        $7::bigint * interval '1 millisecond', 1
                    FROM {prefix}oauth_schema WHERE version = {current}
                    ON CONFLICT (provider, registration, tenant, account) DO UPDATE SET
                        owner_id = excluded.owner_id, owner_name = excluded.owner_name,
                        until = clock_timestamp() + excluded.ttl, ttl = excluded.ttl,
                        fence = l.fence + CASE WHEN l.owner_id = excluded.owner_id THEN 0 ELSE 1 END
                    WHERE l.owner_id IS NULL OR l.owner_id = excluded.owner_id
                        OR l.until <= clock_timestamp() OR l.until > clock_timestamp() + l.ttl
                    RETURNING fence
                ) SELECT version, (SELECT fence FROM granted), owner_name,
                    ceil(extract(epoch FROM until - clock_timestamp()) * 1000)::bigint
                FROM {prefix}oauth_schema LEFT JOIN {prefix}oauth_lease
                    ON {KEY} AND owner_id IS NOT NULL AND until > clock_timestamp()"
            ),
            release: format!(
                "WITH done AS (
                    UPDATE {prefix}oauth_lease SET owner_id = NULL, owner_name = NULL
                    FROM {prefix}oauth_schema
                    WHERE {KEY} AND owner_id = $5 AND fence = $6 AND version = {current}
                ) SELECT version FROM {prefix}oauth_schema"
            ),
            prefix: prefix.to_owned(),
        }
    }

    /// The statement of a page. A schema without keys answers its version alone.
    pub(super) fn list(&self, page: &Page) -> String {
        format!(
            "SELECT s.version, p.provider, p.registration, p.tenant, p.account
             FROM {}oauth_schema s LEFT JOIN ({}) p ON true",
            self.prefix, page.sql
        )
    }

    /// The table that a page selects from.
    pub(super) fn records(&self) -> String {
        format!("{}oauth_record", self.prefix)
    }
}
