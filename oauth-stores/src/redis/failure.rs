//! What Redis refuses, as errors of a store.
//!
//! A server's message can quote the command that it refused, and with it a
//! token. So the code alone (`READONLY`, `OOM`) is passed on.

use std::time::Duration;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use redis::{ErrorKind, RedisError};

use super::script::SCHEMA;

pub(super) fn refused(error: &RedisError, server: &str) -> StoreError {
    let code = error.code().unwrap_or_default();
    let (kind, text) = match (error.kind(), code) {
        (ErrorKind::AuthenticationFailed, _) | (_, "NOAUTH" | "WRONGPASS" | "NOPERM") => (
            StoreErrorKind::Config,
            "does not let this user in or lacks a permission (scripts, hashes, sorted sets): \
             check user and password in the URL, and the ACL",
        ),
        (ErrorKind::InvalidClientConfig, _) => (
            StoreErrorKind::Config,
            "cannot be used with this URL: it has the form `redis://user:password@host:port/database`",
        ),
        (_, "READONLY") => (
            StoreErrorKind::NotWritable,
            "is a replica: name the primary in the URL",
        ),
        (_, "OOM") => (
            StoreErrorKind::NotWritable,
            "has no memory left: raise `maxmemory`",
        ),
        (_, "MISCONF" | "NOREPLICAS") => (
            StoreErrorKind::NotWritable,
            "does not write to its disk or replicas now: see its log",
        ),
        (_, "WRONGTYPE") => (
            StoreErrorKind::Corrupt,
            "holds something else under a key of this store: give the store a prefix of its own",
        ),
        (_, "MOVED" | "ASK" | "CROSSSLOT") => (
            StoreErrorKind::Config,
            "is part of a cluster: name the node that has the store's slot, or a single server",
        ),
        (ErrorKind::Io, _) => (
            StoreErrorKind::Unavailable,
            "cannot be reached: start it, or correct host and port in the URL",
        ),
        _ => (StoreErrorKind::Unavailable, "does not answer as it should"),
    };
    let said = match (code, error.is_io_error()) {
        ("", true) => format!(" ({error})"),
        ("", false) => format!(" ({})", error.category()),
        (code, _) => format!(" ({code})"),
    };
    StoreError::new(kind, format!("redis {server} {text}{said}"))
}

pub(super) fn too_slow(server: &str, after: Duration) -> StoreError {
    StoreError::new(
        StoreErrorKind::Unavailable,
        format!(
            "redis {server} did not answer within {after:?}: see if it is overloaded or the network is down"
        ),
    )
}

pub(super) fn schema(found: &str, server: &str, prefix: &str) -> StoreError {
    let ours = SCHEMA.parse::<u64>().unwrap_or_default();
    let (kind, text) = match found.parse::<u64>() {
        _ if found.is_empty() => (
            StoreErrorKind::NotMigrated,
            format!("has no schema under the prefix `{prefix}`: call `Store::migrate` once"),
        ),
        Ok(version) if version > ours => (
            StoreErrorKind::Newer,
            format!(
                "has schema {version} under the prefix `{prefix}`, this version knows {ours}: update this program"
            ),
        ),
        Ok(version) => (
            StoreErrorKind::NotMigrated,
            format!(
                "has schema {version} under the prefix `{prefix}`, this version needs {ours}: call `Store::migrate`"
            ),
        ),
        Err(_) => (
            StoreErrorKind::Corrupt,
            format!(
                "holds no version number under `{{{prefix}}}schema`: give the store a prefix of its own"
            ),
        ),
    };
    StoreError::new(kind, format!("redis {server} {text}"))
}

/// A script answered what no version of it answers.
pub(super) fn odd(server: &str, name: &str) -> StoreError {
    StoreError::new(
        StoreErrorKind::Corrupt,
        format!(
            "redis {server}: `{name}` was not written by this library: delete it, or give the store a prefix of its own"
        ),
    )
}
