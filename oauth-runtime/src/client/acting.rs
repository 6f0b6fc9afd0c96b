//! As whom a client makes its requests: as it was built, or as the client that it
//! registered.

use std::sync::Arc;

use super::Core;
use crate::error::Error;
use crate::metadata::{ClientInformation, method_of};
use crate::secret::Secret;
use crate::spec::Discovery;
use crate::token::TokenSet;

impl Core {
    /// The client id that requests carry.
    pub(crate) fn acting_id(&self) -> &str {
        match &self.client {
            Some(client) => &client.client_id,
            None => &self.client_id,
        }
    }

    /// The client secret that goes with [`Core::acting_id`].
    pub(crate) fn acting_secret(&self) -> Option<&Secret> {
        match &self.client {
            Some(client) if client.client_id != self.client_id => client.client_secret.as_ref(),
            _ => self.client_secret.as_ref(),
        }
    }

    /// The same client under the id that is known now.
    pub(crate) fn as_client(&self, client: ClientInformation) -> Self {
        let method = client.auth_method.as_deref().and_then(method_of);
        let issuer = match self.discovery {
            Discovery::Resource if !client.issuer.is_empty() => Some(client.issuer.clone()),
            _ => self.issuer.clone(),
        };
        Self {
            client_auth: method.or(self.client_auth),
            issuer,
            resource: client.resource.clone().or_else(|| self.resource.clone()),
            client: Some(client),
            ..self.clone()
        }
    }

    /// The client as tokens remember it: without what only its registration needs.
    pub(crate) fn client_of_tokens(&self) -> Option<ClientInformation> {
        let client = self.client.clone()?;
        Some(ClientInformation {
            registration_access_token: None,
            registration_client_uri: None,
            resource: match self.discovery {
                Discovery::Resource => self.resource.clone(),
                _ => None,
            },
            ..client
        })
    }

    /// The client that obtained these tokens, at the server where it did, with its
    /// endpoints.
    ///
    /// # Errors
    /// What reading the metadata came to.
    pub(crate) async fn resolved_for(
        self: &Arc<Self>,
        tokens: &TokenSet,
    ) -> Result<Arc<Self>, Error> {
        match &tokens.client {
            Some(client) => Arc::new(self.as_client(client.clone())).resolved().await,
            None => self.resolved().await,
        }
    }
}
