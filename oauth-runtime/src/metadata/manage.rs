//! A registration as its client reads, changes and deletes it, RFC 7592.

use std::fmt;
use std::sync::Arc;

use serde_json::Map;

use super::{ClientInformation, ClientMetadata};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{CallKind, Method};
use crate::wire::judge::{Answer, Presented, judge_deletion, judge_registration};
use crate::wire::{Inputs, plan_management};

/// The registration of a client, by the redirect URI of its sign-ins.
#[derive(Clone)]
pub struct Registration {
    core: Arc<Core>,
    redirect_uri: String,
}

impl fmt::Debug for Registration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registration")
            .field("provider", &self.core.spec.id)
            .field("redirect_uri", &self.redirect_uri)
            .finish_non_exhaustive()
    }
}

impl Registration {
    pub(crate) fn new(core: Arc<Core>, redirect_uri: String) -> Self {
        Self { core, redirect_uri }
    }

    /// The registration as it is known here, without a request to the server beyond its
    /// metadata. `None` when the client has not registered.
    ///
    /// # Errors
    /// What reading the metadata came to, `E07..` for the store.
    pub async fn known(&self) -> Result<Option<ClientInformation>, Error> {
        let core = self.core.resolved().await?;
        let key = core.registration_key(&core.token_issuer(), &self.redirect_uri);
        core.known_registration(&key).await
    }

    /// Registers the client, unless it is registered (RFC 7591 §3). A sign-in does this
    /// by itself.
    ///
    /// # Errors
    /// `E0911` when the server refuses, `E0912` when it registers no clients, `E05..`
    /// when it was not reached.
    pub async fn register(&self) -> Result<ClientInformation, Error> {
        let core = self.core.resolved().await?;
        let core = core.registered(Some(&self.redirect_uri)).await?;
        let client = core.client.as_ref();
        let client = client.filter(|client| core.registered_itself(client));
        client
            .cloned()
            .ok_or_else(|| self.none("the client has an id of its own and registers nothing"))
    }

    /// Reads the registration at the server (RFC 7592 §2.1), and keeps what it answers:
    /// it may have renewed the secret.
    ///
    /// # Errors
    /// `E0912` when the client has not registered or the server manages no
    /// registrations, and what the server answered.
    pub async fn read(&self) -> Result<ClientInformation, Error> {
        self.change(Method::Get, None).await
    }

    /// Puts other metadata in place of what is registered (RFC 7592 §2.2).
    ///
    /// # Errors
    /// As [`Registration::read`], and `E0911` when the server refuses the metadata.
    pub async fn update(&self, metadata: ClientMetadata) -> Result<ClientInformation, Error> {
        metadata
            .check()
            .map_err(|error| error.of(self.core.spec.id).on(CallKind::Registration))?;
        self.change(Method::Put, Some(metadata)).await
    }

    /// Deletes the registration at the server and here (RFC 7592 §2.3). Tokens of the
    /// client are of no use afterwards.
    ///
    /// # Errors
    /// As [`Registration::read`].
    pub async fn delete(&self) -> Result<(), Error> {
        let (core, client, url, token) = self.managed().await?;
        let request = plan_management(Method::Delete, &url, None, &token)?;
        self.send((&core, &client), request, judge_deletion).await?;
        core.forget_registration(&client).await
    }

    async fn change(
        &self,
        method: Method,
        metadata: Option<ClientMetadata>,
    ) -> Result<ClientInformation, Error> {
        let (core, client, url, token) = self.managed().await?;
        let asked = metadata.map(|metadata| {
            // An update names the client, and all that it does not name is deleted.
            let full = metadata.extra("client_id", client.client_id.as_str());
            match &client.client_secret {
                Some(secret) => full.extra("client_secret", secret.expose()),
                None => full,
            }
            .or("redirect_uris", client.redirect_uris.clone())
        });
        let members = asked.as_ref().map(ClientMetadata::members);
        let request = plan_management(method, &url, members, &token)?;
        let none = Map::new();
        let read = |answer: &Answer<'_>| {
            let presented = Presented::RegistrationAccessToken;
            judge_registration(answer, &client.issuer, members.unwrap_or(&none), presented)
        };
        let answered = self.send((&core, &client), request, read).await?;
        let client = answered.over(&client);
        let key = core.registration_key(&client.issuer, &self.redirect_uri);
        Ok(core.keep_registration(&key, client).await)
    }

    async fn send<T>(
        &self,
        (core, client): (&Core, &ClientInformation),
        request: crate::wire::WireRequest,
        judge: impl FnOnce(&Answer<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let kind = CallKind::Registration;
        let call = core.call(kind)?;
        // The server may quote what was sent to it.
        let inputs = Inputs {
            client_secret: client.client_secret.as_ref().map(Into::into),
            access_token: client.registration_access_token.as_ref().map(Into::into),
            ..core.inputs(kind)
        };
        core.judged_request(kind, call, request, &inputs, judge)
            .await
    }

    /// The registration, and where and with what it is managed.
    async fn managed(&self) -> Result<(Arc<Core>, ClientInformation, String, Secret), Error> {
        let core = self.core.resolved().await?;
        let key = core.registration_key(&core.token_issuer(), &self.redirect_uri);
        let Some(client) = core.known_registration(&key).await? else {
            return Err(self.none("the client has not registered"));
        };
        let url = client.registration_client_uri.clone();
        let token = client.registration_access_token.clone();
        let (Some(url), Some(token)) = (url, token) else {
            return Err(self.none(
                "the server lets nobody read or change a registration (RFC 7592): it gave no `registration_client_uri`",
            ));
        };
        let rule = super::endpoint::Rule {
            owner: &client.issuer,
            insecure_http: core.spec.insecure_http.is_some(),
        };
        if let Some(why) = rule.refuses(&url) {
            let text = format!("`registration_client_uri` {why}; nothing was sent there");
            return Err(Error::new(Code::InsecureUrl, text)
                .of(core.spec.id)
                .on(CallKind::Registration));
        }
        let url = core.at_stand_in(&url);
        Ok((core, client, url, token))
    }

    fn none(&self, text: &'static str) -> Error {
        Error::new(Code::NoClientId, text)
            .of(self.core.spec.id)
            .on(CallKind::Registration)
            .key("registration")
    }
}
