//! What both layers ask of the session.

use std::sync::{Arc, Mutex, PoisonError};

use http::{HeaderMap, Method, StatusCode, Uri};
use oauth_runtime::{Code, DynSession, Error, TokenVersion};

/// The session, and what is remembered between requests. Clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    session: DynSession,
    refuses_other_hosts: bool,
    /// The tokens that the API refused although they had just been renewed.
    refused: Arc<Mutex<Option<TokenVersion>>>,
}

impl Gate {
    pub(crate) fn new(session: DynSession) -> Self {
        Self {
            session,
            refuses_other_hosts: false,
            refused: Arc::default(),
        }
    }

    pub(crate) fn refuse_other_hosts(&mut self) {
        self.refuses_other_hosts = true;
    }

    /// Puts the token in. `None`: the request passes without it.
    pub(crate) async fn admit(
        &self,
        method: &Method,
        uri: &mut Uri,
        headers: &mut HeaderMap,
    ) -> Result<Option<TokenVersion>, Error> {
        let authorized = self.session.authorize_parts(method, uri, headers);
        match authorized.await {
            Ok(version) => Ok(Some(version)),
            Err(error) if error.code() == Code::UntrustedHost && !self.refuses_other_hosts => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the request should be repeated, after a renewal.
    pub(crate) async fn renews(
        &self,
        seen: TokenVersion,
        status: StatusCode,
        headers: &HeaderMap,
    ) -> Result<bool, Error> {
        if self.guards_lockout() && *self.refused() == Some(seen) {
            return Ok(false);
        }
        let renewed = self
            .session
            .renew_after(seen, status.as_u16(), headers, &[])
            .await;
        match renewed {
            // The session is over from now on; this answer is still the caller's.
            Err(error) if matches!(error.code(), Code::Stopped | Code::Lockout) => Ok(false),
            other => other,
        }
    }

    /// Takes note of the answer to a repeat.
    pub(crate) fn repeated(&self, with: TokenVersion, status: StatusCode, headers: &HeaderMap) {
        self.session.note_nonce(with, headers);
        let api = self.session.spec().api;
        if api.is_some_and(|api| api.renew_on.contains(&status.as_u16())) {
            *self.refused() = Some(with);
        }
    }

    fn guards_lockout(&self) -> bool {
        let api = self.session.spec().api;
        api.is_some_and(|api| api.lockout.is_some())
    }

    fn refused(&self) -> std::sync::MutexGuard<'_, Option<TokenVersion>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
