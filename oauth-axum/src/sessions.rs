//! The program's own sessions, where it has some.

use http::request::Parts;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Error, Secret};

/// The program's own session of a browser: a small map of texts that outlives
/// the request. Pending sign-ins are kept there in place of sealed cookies.
///
/// A session must belong to one browser alone, and its middleware must have put
/// it into the request's extensions. The feature `tower-sessions` has
/// `TowerSessions`.
pub trait Sessions: Send + Sync + 'static {
    /// The text that was written under a key.
    ///
    /// # Errors
    /// When the session cannot be read; the request is answered with status 503.
    fn read<'a>(
        &'a self,
        parts: &'a Parts,
        key: &'a str,
    ) -> BoxFuture<'a, Result<Option<Secret>, Error>>;

    /// Writes a text under a key, or removes it.
    ///
    /// # Errors
    /// When the session cannot be written; the request is answered with status 503.
    fn write<'a>(
        &'a self,
        parts: &'a Parts,
        key: &'a str,
        value: Option<Secret>,
    ) -> BoxFuture<'a, Result<(), Error>>;

    /// Gives the session another id and keeps its content, so that an id that
    /// somebody planted before the sign-in is worth nothing after it.
    ///
    /// # Errors
    /// When the session cannot be written; the request is answered with status 503.
    fn renew<'a>(&'a self, parts: &'a Parts) -> BoxFuture<'a, Result<(), Error>>;
}
