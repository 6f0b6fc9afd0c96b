//! Settings of clients that register themselves.

use oauth_runtime::Secret;

use super::MockBuilder;

impl MockBuilder {
    /// Registers only who presents this initial access token (RFC 7591 §3). Without it
    /// anybody can register.
    pub fn initial_access_token(mut self, token: impl Into<Secret>) -> Self {
        self.initial_access_token = Some(token.into());
        self
    }
}
