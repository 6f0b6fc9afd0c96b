//! How long codes and tokens live.

use std::time::Duration;

use super::MockBuilder;

impl MockBuilder {
    /// How long codes live. The default is declared, or 10 minutes.
    pub fn code_lifetime(mut self, lifetime: Duration) -> Self {
        self.code_lifetime = Some(lifetime);
        self
    }

    /// How long access tokens live. The default is declared, or one hour.
    pub fn access_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.access_token_lifetime = Some(lifetime);
        self
    }

    /// How long refresh tokens live. The default is declared, or for ever.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.refresh_token_lifetime = Some(lifetime);
        self
    }

    /// A refresh ends the access token that came before it.
    pub fn old_access_token_dies(mut self) -> Self {
        self.old_access_token_dies = true;
        self
    }
}
