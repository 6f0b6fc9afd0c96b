//! What the server's configuration promises about a crash.

use std::fmt;

use oauth_runtime::store::StoreError;

use super::RedisStore;

/// What survives when the Redis server or its machine crashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Durability {
    /// Each write is on disk before it is answered (`appendfsync always`).
    EveryWrite,
    /// Up to a second of writes is lost (`appendfsync everysec`).
    EverySecond,
    /// What the operating system had not written yet is lost (`appendfsync no`).
    OperatingSystem,
    /// All since the last snapshot is lost; often that is many minutes.
    Snapshots,
    /// All is lost: neither a log nor snapshots are written.
    Volatile,
    /// The server does not let this user ask.
    Unknown,
}

impl fmt::Display for Durability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EveryWrite => "each write is on disk before it is answered",
            Self::EverySecond => {
                "a crash loses up to a second of writes: set `appendfsync always`"
            }
            Self::OperatingSystem => {
                "a crash loses what was not written out: set `appendfsync always`"
            }
            Self::Snapshots => {
                "a crash loses all since the last snapshot: set `appendonly yes` and `appendfsync always`"
            }
            Self::Volatile => {
                "a restart loses all: set `appendonly yes` and `appendfsync always`"
            }
            Self::Unknown => "the server does not tell what a crash loses",
        })
    }
}

impl RedisStore {
    /// Asks the server what a crash of it would lose. Anything but
    /// [`Durability::EveryWrite`] can cost users a new sign-in where refresh
    /// tokens rotate.
    ///
    /// # Errors
    /// When the server cannot be reached. A server that forbids the question
    /// answers [`Durability::Unknown`].
    pub async fn durability(&self) -> Result<Durability, StoreError> {
        let mut settings = Vec::new();
        for name in ["appendonly", "appendfsync", "save"] {
            let mut question = redis::cmd("CONFIG");
            question.arg("GET").arg(name);
            match self.link.ask::<Vec<String>>(&question).await {
                Ok(answer) => settings.push(answer.into_iter().nth(1)),
                Err(error)
                    if error.kind() == oauth_runtime::store::StoreErrorKind::Unavailable
                        && settings.is_empty()
                        && self.link.ask::<String>(&redis::cmd("PING")).await.is_err() =>
                {
                    return Err(error);
                }
                Err(_) => return Ok(Durability::Unknown),
            }
        }
        let settings: Vec<Option<&str>> = settings.iter().map(Option::as_deref).collect();
        Ok(match settings.as_slice() {
            [Some("yes"), Some("always"), _] => Durability::EveryWrite,
            [Some("yes"), Some("everysec"), _] => Durability::EverySecond,
            [Some("yes"), Some("no"), _] => Durability::OperatingSystem,
            [Some("no"), _, Some("")] => Durability::Volatile,
            [Some("no"), _, Some(_)] => Durability::Snapshots,
            _ => Durability::Unknown,
        })
    }
}
