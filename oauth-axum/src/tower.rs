//! Sessions of the crate `tower-sessions`.

use http::request::Parts;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, Error, Secret};
use tower_sessions::Session;

use crate::sessions::Sessions;

/// Keeps pending sign-ins in the sessions of `tower-sessions` 0.15. Its
/// `SessionManagerLayer` must stand around the router.
///
/// ```no_run
/// # fn app(oauth: oauth_axum::OAuth) {
/// use tower_sessions::{MemoryStore, SessionManagerLayer, cookie::SameSite};
///
/// // `Lax`, or the session does not come along with the provider's callback.
/// let sessions = SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::Lax);
/// let app: axum::Router = oauth.attach(axum::Router::new()).layer(sessions);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct TowerSessions;

fn session(parts: &Parts) -> Result<&Session, Error> {
    parts.extensions.get().ok_or_else(|| {
        Error::new(
            Code::SettingMissing,
            "the request has no session; put a `SessionManagerLayer` around the router, outside of everything that signs in",
        )
        .key("sessions")
    })
}

fn failed(error: tower_sessions::session::Error) -> Error {
    // The text may hold what a database said, and goes to the log alone.
    tracing::error!(%error, "the session store failed");
    Error::new(
        Code::StoreUnavailable,
        "the session store cannot be read or written; its error is in the log",
    )
    .key("sessions")
}

impl Sessions for TowerSessions {
    fn read<'a>(
        &'a self,
        parts: &'a Parts,
        key: &'a str,
    ) -> BoxFuture<'a, Result<Option<Secret>, Error>> {
        Box::pin(async move {
            let text = session(parts)?.get::<String>(key).await;
            Ok(text.map_err(failed)?.map(Secret::new))
        })
    }

    fn write<'a>(
        &'a self,
        parts: &'a Parts,
        key: &'a str,
        value: Option<Secret>,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let session = session(parts)?;
            match value {
                Some(text) => session.insert(key, text.expose()).await,
                None => session.remove_value(key).await.map(drop),
            }
            .map_err(failed)
        })
    }

    fn renew<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move { session(parts)?.cycle_id().await.map_err(failed) })
    }
}
