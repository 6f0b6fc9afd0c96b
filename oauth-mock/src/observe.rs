//! What a test can ask the server about what happened.

use oauth_runtime::spec::CallKind;

use crate::ledger::Entry;
use crate::server::{MockServer, lock};

impl MockServer {
    /// The requests so far, in the order in which they were handled: the newest
    /// 100,000, or as many as [`ledger_limit`](crate::MockBuilder::ledger_limit)
    /// says. The numbers of this page count all requests.
    #[must_use]
    pub fn ledger(&self) -> Vec<Entry> {
        lock(&self.shared.ledger).entries()
    }

    /// Forgets all requests so far, and counts from zero. Tokens stay what they are.
    pub fn clear_ledger(&self) {
        lock(&self.shared.ledger).clear();
    }

    /// How many requests of this kind came.
    #[must_use]
    pub fn count(&self, kind: CallKind) -> usize {
        self.shared.count(kind)
    }

    /// How many sign-ins were granted tokens: by code, by password or on a device.
    #[must_use]
    pub fn sign_ins(&self) -> usize {
        lock(&self.shared.ledger).sign_ins()
    }

    /// How many refresh requests were granted, also those whose answer was lost
    /// by a fault. A fault in place of the answer grants nothing.
    #[must_use]
    pub fn refreshes(&self) -> usize {
        lock(&self.shared.ledger).refreshes()
    }

    /// How many refresh requests the server itself refused. An error that a
    /// fault put in place of the answer is not counted.
    #[must_use]
    pub fn refused_refreshes(&self) -> usize {
        lock(&self.shared.ledger).refused_refreshes()
    }

    /// Asserts that every request obeyed the declaration.
    ///
    /// # Panics
    /// When one did not. The message names the request and the broken rule.
    #[track_caller]
    pub fn assert_all_accepted(&self) {
        let refusals = lock(&self.shared.ledger).refusals();
        assert!(refusals.is_empty(), "the mock refused:\n{refusals}");
    }

    /// How many sets of tokens were issued. Each token carries the number of its set.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.shared.store().generation()
    }

    /// The generation of the newest refresh token that would be granted now;
    /// `None` when no refresh token works any more.
    #[must_use]
    pub fn live_generation(&self) -> Option<u64> {
        let setup = &self.shared.setup;
        self.shared
            .store()
            .live_generation(setup.rotation, setup.now())
    }

    /// The generation of an access or refresh token, dead or alive; `None` when
    /// this server did not issue it.
    #[must_use]
    pub fn generation_of(&self, token: &str) -> Option<u64> {
        let store = self.shared.store();
        let access = store.access(token).map(|access| access.generation);
        access.or_else(|| store.refresh_token(token).map(|(_, generation)| generation))
    }

    /// Whether a refresh token would be granted now. Asking uses nothing up.
    #[must_use]
    pub fn is_live(&self, refresh_token: &str) -> bool {
        let setup = &self.shared.setup;
        self.shared
            .store()
            .is_live(refresh_token, setup.rotation, setup.now())
    }

    /// How many connections are open.
    #[must_use]
    pub fn connections(&self) -> usize {
        std::sync::Arc::strong_count(&self.shared.open).saturating_sub(1)
    }
}
