//! From a client as it was built to one that knows every endpoint.

use std::sync::Arc;

use super::learned::Learned;
use super::server::ServerMetadata;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::spec::{CallKind, Discovery, Pkce};

impl Core {
    /// The client with the endpoints, the issuer and the registration that only the
    /// provider can tell. Where everything is declared, it is the client itself.
    pub(crate) async fn resolved(self: &Arc<Self>) -> Result<Arc<Self>, Error> {
        match self.discovery {
            Discovery::None => Ok(self.clone()),
            Discovery::Resource => self.resolved_of_resource().await,
            Discovery::Issuer => match &self.issuer {
                Some(issuer) => self.at_issuer(issuer).await,
                None => Err(Error::new(
                    Code::ValueUnset,
                    "the endpoints come from the metadata of the issuer, and none is set: set `issuer`",
                )
                .of(self.spec.id)
                .key("issuer")),
            },
        }
    }

    /// The client with what the metadata of an issuer says.
    pub(crate) async fn at_issuer(self: &Arc<Self>, issuer: &str) -> Result<Arc<Self>, Error> {
        let metadata = self.metadata_of(issuer).await?;
        let learned = Learned::of(self, metadata)?;
        let resolved = Self {
            issuer: Some(issuer.to_owned()),
            learned: Some(Arc::new(learned)),
            ..(**self).clone()
        };
        // The metadata may have chosen a method that the profile rules out.
        resolved
            .check_profile()
            .map_err(|error| error.of(self.spec.id))?;
        Ok(Arc::new(resolved))
    }

    /// The metadata of an issuer, fetched once for all clones and accounts of a client.
    pub(crate) async fn metadata_of(&self, issuer: &str) -> Result<Arc<ServerMetadata>, Error> {
        self.check_issuer_url(issuer)?;
        let fetch = || self.fetch_metadata(issuer);
        self.hub.metadata().get(issuer, &self.time, fetch).await
    }

    /// RFC 8414 §2: a URL without query and fragment, `https` unless it is on loopback.
    fn check_issuer_url(&self, issuer: &str) -> Result<(), Error> {
        let rule = super::endpoint::Rule {
            owner: issuer,
            insecure_http: self.spec.insecure_http.is_some(),
        };
        let why = match issuer.contains(['?', '#']) {
            true => Some("has a query or a fragment"),
            false => rule.refuses(issuer),
        };
        why.map_or(Ok(()), |why| {
            let shown: String = issuer
                .chars()
                .take(80)
                .flat_map(char::escape_default)
                .collect();
            Err(
                Error::new(Code::InsecureUrl, format!("the issuer `{shown}` {why}"))
                    .of(self.spec.id)
                    .key("issuer"),
            )
        })
    }

    /// Whether the server does what a sign-in is declared to do, and the other way
    /// round. A server that ignores the code challenge looks the same to a client, so
    /// its own word counts (RFC 9700 §2.1.1).
    pub(crate) fn check_sign_in(&self, pkce: Pkce) -> Result<(), Error> {
        let Some(metadata) = self.metadata() else {
            return Ok(());
        };
        let conflict = |text: String, key: &'static str| {
            Err(Error::new(Code::MetadataConflict, text)
                .of(self.spec.id)
                .on(CallKind::Authorize)
                .key(key))
        };
        let issuer = metadata.issuer();
        let wanted = match pkce {
            Pkce::S256 | Pkce::S256Hex => Some("S256"),
            Pkce::Plain => Some("plain"),
            Pkce::None => None,
        };
        let listed = metadata.list("code_challenge_methods_supported");
        // A server of which the client knows nothing else must say that it checks them.
        let must_list = self.discovery == Discovery::Resource;
        if let Some(wanted) = wanted
            && !listed.map_or(!must_list, |listed| listed.contains(&wanted))
        {
            return conflict(
                format!(
                    "the metadata of `{issuer}` lists no PKCE with `{wanted}`, so the server may not check the verifier, and no sign-in was begun"
                ),
                "pkce",
            );
        }
        if metadata.requires_pushed_requests() && !self.pushes() {
            return conflict(
                format!("`{issuer}` takes pushed authorization requests only: declare `par`"),
                "par",
            );
        }
        if let (Some(dpop), Some(algs)) = (
            self.spec.dpop,
            metadata.list("dpop_signing_alg_values_supported"),
        ) && !algs.contains(&dpop.alg.name())
        {
            return conflict(
                format!(
                    "`{issuer}` takes no DPoP proofs signed with {}",
                    dpop.alg.name()
                ),
                "dpop",
            );
        }
        Ok(())
    }

    /// The metadata that this client was resolved with.
    pub(crate) fn metadata(&self) -> Option<&Arc<ServerMetadata>> {
        self.learned.as_ref()?.metadata.as_ref()
    }
}
