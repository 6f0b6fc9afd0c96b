//! A client that registered itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::secret::Secret;

/// What an authorization server answered to a registration (RFC 7591 §3.2.1).
#[derive(Clone)]
#[non_exhaustive]
pub struct ClientInformation {
    /// The issuer that the client is registered at.
    pub issuer: String,
    /// The client id.
    pub client_id: String,
    /// The client secret, if one was issued.
    pub client_secret: Option<Secret>,
    /// When the client secret ends, in seconds since 1970; `None`: never.
    pub client_secret_expires_at: Option<u64>,
    /// `token_endpoint_auth_method`, if answered.
    pub auth_method: Option<String>,
    /// The redirect URIs that are registered.
    pub redirect_uris: Vec<String>,
    /// The token with which the registration is read, changed and deleted (RFC 7592 §3).
    pub registration_access_token: Option<Secret>,
    /// Where that is done (RFC 7592 §3).
    pub registration_client_uri: Option<String>,
    /// The resource that tokens of the client are for, as it writes itself.
    pub(crate) resource: Option<String>,
}

impl ClientInformation {
    /// A client of this id, of which nothing else is known.
    pub(crate) fn of(issuer: String, client_id: String) -> Self {
        Self {
            issuer,
            client_id,
            client_secret: None,
            client_secret_expires_at: None,
            auth_method: None,
            redirect_uris: Vec::new(),
            registration_access_token: None,
            registration_client_uri: None,
            resource: None,
        }
    }

    /// The newer answer of a server, with what only the older one had (RFC 7592 §3).
    pub(crate) fn over(mut self, older: &Self) -> Self {
        if self.client_secret.is_none() {
            self.client_secret.clone_from(&older.client_secret);
            self.client_secret_expires_at = older.client_secret_expires_at;
        }
        if self.registration_access_token.is_none() {
            let token = &older.registration_access_token;
            self.registration_access_token.clone_from(token);
        }
        if self.registration_client_uri.is_none() {
            let uri = &older.registration_client_uri;
            self.registration_client_uri.clone_from(uri);
        }
        if self.redirect_uris.is_empty() {
            self.redirect_uris.clone_from(&older.redirect_uris);
        }
        self.auth_method = self.auth_method.or_else(|| older.auth_method.clone());
        self
    }
}

impl fmt::Debug for ClientInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientInformation")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// The form in which it is kept.
#[derive(Serialize, Deserialize)]
struct Stored {
    issuer: String,
    client_id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_secret_expires_at: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    auth_method: Option<String>,
    #[serde(default)]
    redirect_uris: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    registration_access_token: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    registration_client_uri: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resource: Option<String>,
}

impl Serialize for ClientInformation {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = |secret: &Option<Secret>| secret.as_ref().map(|s| s.expose().to_owned());
        Stored {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: text(&self.client_secret),
            client_secret_expires_at: self.client_secret_expires_at,
            auth_method: self.auth_method.clone(),
            redirect_uris: self.redirect_uris.clone(),
            registration_access_token: text(&self.registration_access_token),
            registration_client_uri: self.registration_client_uri.clone(),
            resource: self.resource.clone(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ClientInformation {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(deserializer)?;
        Ok(Self {
            issuer: stored.issuer,
            client_id: stored.client_id,
            client_secret: stored.client_secret.map(Secret::new),
            client_secret_expires_at: stored.client_secret_expires_at,
            auth_method: stored.auth_method,
            redirect_uris: stored.redirect_uris,
            registration_access_token: stored.registration_access_token.map(Secret::new),
            registration_client_uri: stored.registration_client_uri,
            resource: stored.resource,
        })
    }
}
