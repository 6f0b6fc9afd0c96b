//! Which client a sign-in is of, and the registration of one that has no id yet.

use std::sync::Arc;

use super::auth::method_name;
use super::client_metadata::{ClientMetadata, is_native, without_loopback_port};
use super::{ClientInformation, ServerMetadata};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, Discovery, Grants};
use crate::wire::judge::{Presented, judge_registration};
use crate::wire::{Inputs, plan_registration};

/// The member of the server's metadata that says that a client id may be the address of
/// a document (OAuth Client ID Metadata Document §5).
const TAKES_DOCUMENTS: &str = "client_id_metadata_document_supported";

impl Core {
    /// The client as a sign-in with this redirect URI knows it: by its metadata document
    /// where the server takes one, by the id that was set, or by a registration.
    ///
    /// `self` is resolved.
    ///
    /// # Errors
    /// `E0912` when there is no way to an id, `E0911` when the server refuses the
    /// registration, `E05..` when it was not reached, `E07..` for the store.
    pub(crate) async fn registered(
        self: &Arc<Self>,
        redirect_uri: Option<&str>,
    ) -> Result<Arc<Self>, Error> {
        let registers = self.spec.call(CallKind::Registration).is_some();
        let known = self.client.as_ref();
        let serves = known.is_some_and(|client| self.serves(client, redirect_uri));
        if serves || !(registers || self.client_metadata_url.is_some()) {
            return Ok(self.clone());
        }
        let metadata = self.metadata().map(|metadata| &**metadata);
        if let Some(url) = &self.client_metadata_url
            && metadata.is_some_and(|metadata| metadata.flag(TAKES_DOCUMENTS))
        {
            let method = self.client_metadata.text("token_endpoint_auth_method");
            return Ok(Arc::new(self.as_client(ClientInformation {
                auth_method: Some(method.unwrap_or("none").to_owned()),
                ..ClientInformation::of(self.token_issuer(), url.clone())
            })));
        }
        if !self.client_id.is_empty() {
            // Where the resource chose the server, the tokens remember which one.
            return Ok(match self.discovery {
                Discovery::Resource => Arc::new(self.as_client(ClientInformation::of(
                    self.token_issuer(),
                    self.client_id.clone(),
                ))),
                _ => self.clone(),
            });
        }
        if !self.can_register() {
            return Err(self.no_client(metadata));
        }
        let client = self.find_or_register(redirect_uri, metadata).await?;
        Ok(Arc::new(self.as_client(client)))
    }

    /// Whether sign-ins with this redirect URI can be of this client.
    fn serves(&self, client: &ClientInformation, redirect_uri: Option<&str>) -> bool {
        let wanted = without_loopback_port(redirect_uri.unwrap_or_default());
        let mut uris = client.redirect_uris.iter();
        !self.registered_itself(client)
            || client.redirect_uris.is_empty()
            || uris.any(|uri| without_loopback_port(uri) == wanted)
    }

    /// Whether there is an address to register at: set, declared, or of the metadata.
    fn can_register(&self) -> bool {
        let call = self.spec.call(CallKind::Registration);
        let declared = call.is_some_and(|call| !call.url.origin.is_empty());
        declared || (call.is_some() && self.inputs(CallKind::Registration).url.is_some())
    }

    fn no_client(&self, metadata: Option<&ServerMetadata>) -> Error {
        let server = metadata.map_or("the provider", ServerMetadata::issuer);
        let document = match (&self.client_metadata_url, metadata) {
            (Some(_), Some(_)) => ", and takes no client-ID metadata document",
            _ => "",
        };
        let text = format!(
            "no client id is set, and `{server}` registers no clients{document}: register the program there by hand, and set the client id"
        );
        let error = Error::new(Code::NoClientId, text);
        error
            .of(self.spec.id)
            .on(CallKind::Authorize)
            .key("client_id")
    }

    async fn find_or_register(
        self: &Arc<Self>,
        redirect_uri: Option<&str>,
        metadata: Option<&ServerMetadata>,
    ) -> Result<ClientInformation, Error> {
        let key = self.registration_key(&self.token_issuer(), redirect_uri.unwrap_or_default());
        if let Some(known) = self.known_registration(&key).await? {
            return Ok(known);
        }
        let _turn = self.hub.registrations().turn.lock().await;
        if let Some(known) = self.known_registration(&key).await? {
            return Ok(known);
        }
        let asked = self.metadata_to_register(redirect_uri, metadata);
        let client = self.register(&asked).await?;
        Ok(self.keep_registration(&key, client).await)
    }

    /// Registers the client (RFC 7591 §3.1).
    pub(super) async fn register(
        &self,
        asked: &ClientMetadata,
    ) -> Result<ClientInformation, Error> {
        let kind = CallKind::Registration;
        let named = |error: Error| error.of(self.spec.id).on(kind);
        asked.check().map_err(named)?;
        let call = self.call(kind)?;
        let inputs = self.inputs(kind);
        let drawn = self.draw(call)?;
        let inputs = drawn.over(&inputs);
        let token = self.initial_access_token.as_ref();
        let request = plan_registration(self.spec, &inputs, asked.members(), token)?;
        let presented = match token {
            Some(_) => Presented::InitialAccessToken,
            None => Presented::Nothing,
        };
        self.show(kind, &inputs, |_| ());
        let issuer = self.token_issuer();
        // The server may quote it.
        let inputs = Inputs {
            access_token: token.map(Into::into),
            ..inputs
        };
        self.judged_request(kind, call, request, &inputs, |answer| {
            judge_registration(answer, &issuer, asked.members(), presented)
        })
        .await
    }

    /// What the program says of itself, with what follows from the sign-in.
    pub(super) fn metadata_to_register(
        &self,
        redirect_uri: Option<&str>,
        metadata: Option<&ServerMetadata>,
    ) -> ClientMetadata {
        let grants = self.spec.grants;
        let mut used = Vec::new();
        for (grant, name) in [
            (Grants::AUTHORIZATION_CODE, "authorization_code"),
            (
                Grants::DEVICE_CODE,
                "urn:ietf:params:oauth:grant-type:device_code",
            ),
            (Grants::REFRESH, "refresh_token"),
        ] {
            // A program with a redirect URI signs in by it, one without by a device code.
            let by_other = match grant {
                Grants::AUTHORIZATION_CODE => redirect_uri.is_none(),
                Grants::DEVICE_CODE => redirect_uri.is_some(),
                _ => false,
            };
            if grants.contains(grant) && !by_other {
                used.push(name);
            }
        }
        let own = self.client_metadata.clone().or("grant_types", used);
        let own = match redirect_uri {
            Some(uri) => own.for_redirect_uri(uri).or("response_types", vec!["code"]),
            None => own.or("application_type", "native"),
        };
        let native = redirect_uri.is_none_or(is_native);
        let method = self.method_to_register(native, metadata);
        own.or("token_endpoint_auth_method", method)
    }

    /// A program on a person's machine keeps no secret (RFC 8252 §8.5), so it asks for
    /// none where the server lets it.
    fn method_to_register(&self, native: bool, metadata: Option<&ServerMetadata>) -> &'static str {
        let offered = match metadata {
            Some(metadata) => metadata.client_auth_methods(),
            None => {
                let call = self.spec.call(CallKind::Token);
                return call
                    .and_then(|call| method_name(&call.client_auth))
                    .unwrap_or("client_secret_basic");
            }
        };
        let wanted: &[&'static str] = match native {
            true => &["none", "client_secret_basic", "client_secret_post"],
            false => &["client_secret_basic", "client_secret_post", "none"],
        };
        let found = wanted.iter().find(|method| offered.contains(method));
        found.copied().unwrap_or("client_secret_basic")
    }

    /// What to do about an error of a call that authenticates a registered client: one
    /// that the server no longer knows is forgotten, and the next sign-in registers anew.
    pub(crate) async fn after_client_error(&self, error: Error) -> Error {
        let Some(client) = self
            .client
            .as_ref()
            .filter(|client| self.registered_itself(client))
        else {
            return error;
        };
        if error.code() != Code::ClientAuthentication || error.step().is_some() {
            return error;
        }
        if let Err(failed) = self.forget_registration(client).await {
            tracing::warn!(error = %failed, "a registration that the server refused could not be forgotten");
        }
        let gone = Error::new(
            Code::RegistrationChanged,
            "the authorization server no longer knows the client that registered itself there; sign in again: the program then registers anew",
        );
        let gone = match error.oauth_error() {
            Some(oauth) => gone.oauth(oauth.clone()),
            None => gone,
        };
        let gone = gone.of(self.spec.id).key("registration");
        match error.call() {
            Some(call) => gone.on(call),
            None => gone,
        }
    }

    /// Whether the client's id came from a registration.
    pub(super) fn registered_itself(&self, client: &ClientInformation) -> bool {
        client.client_id != self.client_id
            && self.client_metadata_url.as_ref() != Some(&client.client_id)
    }
}
