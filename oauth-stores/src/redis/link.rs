//! The connection: made when it is first needed, made again when it breaks.

use std::sync::OnceLock;
use std::time::Duration;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, Cmd, FromRedisValue, RedisError, RedisResult, ScriptInvocation};
use zeroize::Zeroizing;

use super::failure;

/// How long a call takes at most unless the program says otherwise.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Whether a call may be sent a second time when the connection broke.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    /// A second time does no more than the first.
    Harmless,
    /// A second time could not tell its own work from another's.
    Never,
}

pub(super) struct Link {
    client: Client,
    manager: OnceLock<Result<ConnectionManager, RedisError>>,
    timeout: Duration,
}

/// What a script answered: a word and what belongs to it. It can hold secrets.
pub(super) type Answer = Zeroizing<Vec<Vec<u8>>>;

impl Link {
    pub(super) fn new(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("rediss:") {
            return Err(StoreError::new(
                StoreErrorKind::Config,
                "`rediss://`: the Redis store has no TLS: put a TLS tunnel between it and the \
                 server and name the tunnel's local end as `redis://127.0.0.1:port`",
            ));
        }
        // The error of the crate is left out, because it may quote the password.
        let client = Client::open(url).map_err(|_| {
            StoreError::new(
                StoreErrorKind::Config,
                "the URL of the Redis store does not parse: it has the form \
                 `redis://user:password@host:port/database`, with reserved characters percent-encoded",
            )
        })?;
        Ok(Self {
            client,
            manager: OnceLock::new(),
            timeout: DEFAULT_TIMEOUT,
        })
    }

    pub(super) fn with_timeout(self, timeout: Duration) -> Self {
        Self {
            manager: OnceLock::new(),
            timeout,
            ..self
        }
    }

    /// Host, port and database, without the password.
    pub(super) fn server(&self) -> String {
        let info = self.client.get_connection_info();
        format!("{}/{}", info.addr(), info.redis_settings().db())
    }

    fn manager(&self) -> RedisResult<ConnectionManager> {
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(self.timeout))
            .set_response_timeout(Some(self.timeout))
            .set_number_of_retries(1)
            .set_min_delay(Duration::from_millis(50));
        self.manager
            .get_or_init(|| ConnectionManager::new_lazy_with_config(self.client.clone(), config))
            .clone()
    }

    pub(super) async fn run(
        &self,
        call: &ScriptInvocation<'_>,
        repeat: Repeat,
    ) -> Result<Answer, StoreError> {
        self.bounded(async {
            let mut manager = self.manager()?;
            match call.invoke_async(&mut manager).await {
                Err(error) if repeat == Repeat::Harmless && error.is_connection_dropped() => {
                    call.invoke_async(&mut manager).await
                }
                answer => answer,
            }
        })
        .await
        .map(Zeroizing::new)
    }

    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, StoreError> {
        self.bounded(async { command.query_async(&mut self.manager()?).await })
            .await
    }

    async fn bounded<T>(
        &self,
        call: impl Future<Output = RedisResult<T>>,
    ) -> Result<T, StoreError> {
        match tokio::time::timeout(self.timeout, call).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) if error.is_timeout() => {
                Err(failure::too_slow(&self.server(), self.timeout))
            }
            Ok(Err(error)) => Err(failure::refused(&error, &self.server())),
            Err(_) => Err(failure::too_slow(&self.server(), self.timeout)),
        }
    }
}
