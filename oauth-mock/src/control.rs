//! What a test can change while the server runs.

use std::io;
use std::sync::Arc;

use oauth_runtime::Secret;
use oauth_runtime::spec::CallKind;
use serde_json::Value;

use crate::fault::Fault;
use crate::gate::{Hold, Side};
use crate::grant;
use crate::server::{Consent, MockServer, lock};
use crate::store::Progress;

impl MockServer {
    /// The body of a webhook that brings a code, for `finish_webhook`, where the
    /// declaration has `callback(mode = webhook, ...)`.
    #[must_use]
    pub fn webhook(&self) -> String {
        grant::webhook(&self.shared)
    }

    /// Applies a fault to the next request of this kind. Faults of a kind
    /// queue up, one for each request.
    pub fn script(&self, kind: CallKind, fault: Fault) {
        lock(&self.shared.script).push(kind, fault);
    }

    /// Takes back the scripted faults of this kind that still wait for their
    /// request; returns how many.
    pub fn unscript(&self, kind: CallKind) -> usize {
        lock(&self.shared.script).remove(kind)
    }

    /// How many scripted faults still wait for their request.
    #[must_use]
    pub fn scripted(&self) -> usize {
        lock(&self.shared.script).len()
    }

    /// Handles requests of this kind, but withholds their answers until the
    /// guard is released: codes are used up, refresh tokens rotate, the ledger
    /// has its entry, and the client waits.
    pub fn hold_answers(&self, kind: CallKind) -> Hold {
        self.shared.gates.set(kind, Side::After)
    }

    /// Reads requests of this kind, but handles them only when the guard is
    /// released: nothing has happened yet, and the client waits.
    pub fn hold_requests(&self, kind: CallKind) -> Hold {
        self.shared.gates.set(kind, Side::Before)
    }

    /// Sets what the API answers on a path below its base.
    pub fn api(&self, path: impl Into<String>, answer: Value) {
        lock(&self.shared.answers).push((path.into(), answer));
    }

    /// Sets what the user says from now on.
    pub fn consent(&self, consent: Consent) {
        *lock(&self.shared.consent) = consent;
    }

    /// Gives a client another secret. The old one is refused from now on.
    ///
    /// # Errors
    /// When no client of this id is registered, or it is a public one.
    pub fn set_client_secret(&self, id: &str, secret: impl Into<Secret>) -> io::Result<()> {
        let clients = &self.shared.setup.clients;
        let known = clients.iter().find(|client| client.id == id);
        match known.is_some_and(|client| client.set_secret(secret.into())) {
            true => Ok(()),
            false => Err(io::Error::new(
                io::ErrorKind::NotFound,
                format!("no client `{id}` with a secret is registered on the mock's builder"),
            )),
        }
    }

    /// Sets by how many seconds the server's own clock is off. See
    /// [`MockBuilder::date_skew`](crate::MockBuilder::date_skew).
    pub fn set_date_skew(&self, seconds: i64) {
        self.shared.setup.set_date_skew(seconds);
    }

    /// Puts other DPoP nonces in place of the present ones: a proof with an old one is
    /// refused, and the answer names the new one (RFC 9449 §8.2). It needs
    /// [`MockBuilder::dpop_nonces`](crate::MockBuilder::dpop_nonces).
    pub fn rotate_dpop_nonces(&self) {
        self.shared.store().dpop.nonces.rotate();
    }

    /// Calls in all access tokens early: they still look valid to the client.
    pub fn invalidate_access_tokens(&self) {
        self.shared.store().invalidate_access(None);
    }

    /// Ends all authorizations, as a user does on the provider's settings page.
    pub fn revoke_all(&self) {
        self.shared.store().revoke_all();
    }

    /// Ends the authorization that a refresh token descends from; other
    /// sign-ins stay. Returns whether the server issued the token.
    pub fn revoke_family_of(&self, refresh_token: &str) -> bool {
        let mut store = self.shared.store();
        let Some((family, _)) = store.refresh_token(refresh_token) else {
            return false;
        };
        store.revoke_family(family);
        true
    }

    /// Approves the device requests that wait; returns how many.
    pub fn approve_device(&self) -> usize {
        self.shared.store().decide_devices(None, Progress::Approved)
    }

    /// Refuses the device requests that wait; returns how many.
    pub fn deny_device(&self) -> usize {
        self.shared.store().decide_devices(None, Progress::Denied)
    }

    /// Lets the codes of the device requests that wait end now; returns how many.
    pub fn expire_device(&self) -> usize {
        let now = self.shared.setup.now();
        self.shared.store().expire_devices(now)
    }

    /// Approves each device request after so many polls that found it pending,
    /// the ones that wait (counted from now) and the ones to come.
    pub fn approve_device_after(&self, polls: usize) {
        self.shared.store().approve_devices_after(polls);
    }

    /// Believes a token or an assertion of somebody else from now on: as the subject
    /// or the actor of an exchange, as the assertion of a grant (SAML as its XML), or
    /// as the hint of a backchannel authentication.
    pub fn trust(&self, statement: impl Into<String>, subject: impl Into<String>) {
        let mut store = self.shared.store();
        store.trust(statement.into(), subject.into());
    }

    /// Rewrites header and claims of each ID token from now on, before it is
    /// signed. With `alg` set to `none` it has no signature; with claims set to
    /// null the answer has no ID token.
    pub fn change_id_tokens(
        &self,
        change: impl Fn(&mut Value, &mut Value) + Send + Sync + 'static,
    ) {
        self.shared.setup.id_tokens.change(Arc::new(change));
    }
}
