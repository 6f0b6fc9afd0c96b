//! Asking for tokens that live shorter or longer.

use std::time::Duration;

use oauth_runtime::{Authorize, Grant};

use crate::provider::Accelo;

mod sealed {
    use super::{Accelo, Authorize, Grant};

    pub trait Sealed {}
    impl Sealed for Grant<Accelo> {}
    impl Sealed for Authorize<Accelo> {}
}

/// Accelo lets the client choose how long a token lives; without a choice it is 30 days.
///
/// A service application asks for it with the grant, and each time the token is
/// obtained anew. An installed application asks for it when the sign-in begins.
pub trait RequestedLifetime: sealed::Sealed + Sized {
    /// Sends `expires_in`, in whole seconds.
    #[must_use]
    fn requested_lifetime(self, lifetime: Duration) -> Self;
}

impl RequestedLifetime for Grant<Accelo> {
    fn requested_lifetime(self, lifetime: Duration) -> Self {
        self.param("expires_in", lifetime.as_secs())
    }
}

impl RequestedLifetime for Authorize<Accelo> {
    fn requested_lifetime(self, lifetime: Duration) -> Self {
        self.param("expires_in", lifetime.as_secs())
    }
}
