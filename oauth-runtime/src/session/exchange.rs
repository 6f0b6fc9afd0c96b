//! From a session to a session for another service.

use super::{DynSession, Session};
use crate::capability::TokenExchangeGrant;
use crate::flow::{DynExchange, Exchange};
use crate::provider::Provider;

impl DynSession {
    /// Exchanges the access token of this session for another one (RFC 8693). A
    /// renewal of the new session exchanges again, through this one.
    pub fn exchange(&self) -> DynExchange {
        DynExchange::of_session(self.core().clone(), self.clone())
    }
}

impl<P: Provider> Session<P> {
    /// Exchanges the access token of this session for another one (RFC 8693). A
    /// renewal of the new session exchanges again, through this one.
    pub fn exchange(&self) -> Exchange<P>
    where
        P: TokenExchangeGrant,
    {
        Exchange::new(self.as_dyn().exchange())
    }
}
