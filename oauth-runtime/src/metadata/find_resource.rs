//! From a protected resource to its authorization server, RFC 9728 §3 and §5.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

use super::fetch::Found;
use super::resource::{ResourceMetadata, is_same, refused, shown};
use super::well_known::inserted;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, Method};
use crate::value::split_origin;
use crate::wire::{Challenge, WireRequest, header_pair};

/// How long what a resource says is believed.
const LIFETIME: Duration = Duration::from_secs(600);

/// What a client learns of a protected resource before a sign-in.
pub(crate) struct FoundResource {
    /// The metadata; `None` where the resource has none.
    metadata: Option<ResourceMetadata>,
    /// The authorization server of the choice.
    issuer: String,
    /// The scopes that the resource asks for.
    scope: Option<String>,
}

impl Core {
    /// What the resource says of itself, and the client at the authorization server
    /// that it names. Where an issuer is known (it was set, or tokens came from it),
    /// that one is taken.
    pub(super) async fn resolved_of_resource(self: &Arc<Self>) -> Result<Arc<Self>, Error> {
        if let Some(issuer) = &self.issuer {
            return self.at_issuer(issuer).await;
        }
        let found = self.found_resource().await?;
        let resource = found
            .metadata
            .as_ref()
            .map(|known| known.resource().to_owned());
        let core = Self {
            resource: resource.or_else(|| self.resource.clone()),
            resource_scope: found.scope.clone(),
            ..(**self).clone()
        };
        Arc::new(core).at_issuer(&found.issuer).await
    }

    /// The metadata of the resource that tokens are for. `None` where the resource has
    /// none.
    pub(crate) async fn resource_metadata(&self) -> Result<Option<ResourceMetadata>, Error> {
        Ok(self.found_resource().await?.metadata.clone())
    }

    async fn found_resource(&self) -> Result<Arc<FoundResource>, Error> {
        let named = |error: Error| error.of(self.spec.id).on(CallKind::Authorize);
        let Some(resource) = &self.resource else {
            let text = "the provider's `resource` is not known: declare it, or set it";
            return Err(named(Error::new(Code::ValueUnset, text).key("resource")));
        };
        let fetch = || async {
            let found = self.find_resource(resource).await;
            found.map(|found| (found, LIFETIME))
        };
        let found = self.hub.resources().get(resource, &self.time, fetch);
        found.await.map_err(named)
    }

    async fn find_resource(&self, resource: &str) -> Result<FoundResource, Error> {
        let challenges = self.challenges_of(resource).await?;
        let asks = |challenge: &&Challenge| challenge.param("scope").is_some();
        let scope = challenges.iter().find(asks).and_then(|c| c.param("scope"));
        let scope = scope.map(str::to_owned).filter(|scope| is_scope(scope));
        let named = challenges
            .iter()
            .find_map(|challenge| challenge.param("resource_metadata"));
        let metadata = match named {
            Some(url) => Some(self.metadata_named(resource, url).await?),
            None => self.metadata_at_well_known(resource).await?,
        };
        let Some(metadata) = metadata else {
            return Ok(FoundResource {
                metadata: None,
                issuer: self.server_at_origin(resource).await?,
                scope,
            });
        };
        let listed = || Some(metadata.scopes_supported()?.join(" "));
        Ok(FoundResource {
            issuer: self.first_server(&metadata).await?,
            scope: scope.or_else(listed).filter(|scope| is_scope(scope)),
            metadata: Some(metadata),
        })
    }

    /// How the resource refuses a request without a token. A `HEAD` changes nothing
    /// there, and opens no stream.
    async fn challenges_of(&self, resource: &str) -> Result<Vec<Challenge>, Error> {
        let mut headers = HeaderMap::new();
        headers.extend([header_pair("accept", "application/json", false)?]);
        let request = WireRequest {
            method: Method::Head,
            url: self.at_stand_in(resource),
            headers,
            body: Bytes::new(),
        };
        match self
            .send(CallKind::Api, request, self.credential_limits)
            .await
        {
            Ok(response) => Ok(Challenge::read(&response.headers)),
            // What cannot be reached cannot be signed in to.
            Err(error) if error.code() == Code::NotConnected => Err(error),
            Err(_) => Ok(Vec::new()),
        }
    }

    /// An address as the stand-in server has it, where there is one.
    pub(super) fn at_stand_in(&self, url: &str) -> String {
        let (_, rest) = split_origin(url);
        match &self.against {
            Some(against) => format!("{}{rest}", against.as_str()),
            None => url.to_owned(),
        }
    }

    /// The metadata that the challenge names. An address at another origin is another's
    /// word, and is not asked (RFC 9728 §3.3).
    async fn metadata_named(&self, resource: &str, url: &str) -> Result<ResourceMetadata, Error> {
        let own = split_origin(resource).0;
        // A stand-in server writes its own address.
        let stands_in = |origin| self.against.as_ref().is_some_and(|a| a.as_str() == origin);
        let origin = split_origin(url).0;
        if !is_same(own, origin) && !stands_in(origin) {
            return Err(refused(format!(
                "the resource's `WWW-Authenticate` names metadata at `{}`, which is not its own origin; it was not asked",
                shown(url),
            )));
        }
        let path = url.get(origin.len()..).unwrap_or_default();
        let plain = |b: u8| b.is_ascii_graphic() && !br#"\"<>^`{|}#"#.contains(&b);
        if !path.bytes().all(plain) {
            return Err(refused("the address of the resource's metadata is no URL"));
        }
        match self.get_object(&format!("{own}{path}")).await? {
            Found::Object(members, _) => ResourceMetadata::of_one(&[resource], members),
            Found::Nothing(why) => Err(refused(format!(
                "the resource names metadata at `{}`, and there is none: {why}",
                shown(url),
            ))),
        }
    }

    /// The metadata at the well-known address of the resource, or at that of its origin:
    /// then it may be of the origin, which is what tokens are then for.
    async fn metadata_at_well_known(
        &self,
        resource: &str,
    ) -> Result<Option<ResourceMetadata>, Error> {
        const NAME: &str = "oauth-protected-resource";
        let origin = split_origin(resource).0;
        let own = inserted(resource, NAME);
        let at_root = inserted(origin, NAME);
        if let Found::Object(members, _) = self.get_object(&own).await? {
            return ResourceMetadata::of_one(&[resource], members).map(Some);
        }
        if own == at_root {
            return Ok(None);
        }
        match self.get_object(&at_root).await? {
            Found::Object(members, _) => {
                ResourceMetadata::of_one(&[resource, origin], members).map(Some)
            }
            Found::Nothing(_) => Ok(None),
        }
    }

    /// The first of the resource's authorization servers whose metadata can be read.
    async fn first_server(&self, metadata: &ResourceMetadata) -> Result<String, Error> {
        let mut first = None;
        for issuer in metadata.trusted_servers(self.spec.insecure_http.is_some())? {
            match self.metadata_of(issuer).await {
                Ok(_) => return Ok(issuer.to_owned()),
                Err(error) => first = first.or(Some(error)),
            }
        }
        Err(first.unwrap_or_else(|| refused("the resource names no authorization server")))
    }

    /// Resources from before RFC 9728 are their own authorization servers (Model Context
    /// Protocol of 2025-03-26). Some write their issuer with a slash.
    async fn server_at_origin(&self, resource: &str) -> Result<String, Error> {
        let origin = split_origin(resource).0;
        let with_slash = format!("{origin}/");
        let first = match self.metadata_of(origin).await {
            Ok(_) => return Ok(origin.to_owned()),
            Err(error) => error,
        };
        match self.metadata_of(&with_slash).await {
            Ok(_) => Ok(with_slash),
            Err(_) => Err(first.hint(
                "the resource has no metadata of its own (RFC 9728) either, so its authorization server is not known: set `issuer`",
            )),
        }
    }
}

/// RFC 6749 §3.3: what a server writes goes into a URL, and onto a person's screen.
fn is_scope(text: &str) -> bool {
    let plain = |b: u8| matches!(b, 0x20 | 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    text.len() <= 4096 && !text.trim().is_empty() && text.bytes().all(plain)
}
