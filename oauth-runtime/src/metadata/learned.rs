//! What a client knows of its provider beyond the declaration.

use std::sync::Arc;

use super::ServerMetadata;
use super::endpoint::NAMED;
use crate::client::Core;
use crate::error::Error;
use crate::spec::{CallKind, ClientAuth};

/// What the metadata, or the record of a sign-in that began with it, adds to a client.
#[derive(Clone, Debug, Default)]
pub(crate) struct Learned {
    /// The metadata; `None` at the end of a sign-in, which goes by its beginning.
    pub(crate) metadata: Option<Arc<ServerMetadata>>,
    /// The URLs of calls that the declaration gives none.
    pub(crate) urls: Vec<(CallKind, String)>,
    /// The method for calls that leave it to the metadata.
    pub(crate) client_auth: Option<ClientAuth>,
    /// Whether the response must name its issuer (RFC 9207 §2.4).
    pub(crate) iss_required: bool,
}

impl Learned {
    /// What metadata adds to a client.
    pub(super) fn of(core: &Core, metadata: Arc<ServerMetadata>) -> Result<Self, Error> {
        let declared = |kind: CallKind| {
            let mut calls = core.spec.calls.iter();
            calls.any(|call| call.kind == kind && call.url.is_declared())
        };
        let by_certificate = core.uses_certificate();
        let urls = NAMED.iter().filter(|kind| !declared(**kind));
        let urls = urls.filter_map(|kind| {
            let alias = metadata.mtls_endpoint(*kind).filter(|_| by_certificate);
            let url = alias.or_else(|| metadata.endpoint(*kind))?;
            Some((*kind, url.to_owned()))
        });
        Ok(Self {
            urls: urls.collect(),
            client_auth: match core.leaves_auth_open() {
                true => Some(core.choose_auth(&metadata)?),
                false => None,
            },
            iss_required: metadata.names_issuer_in_response(),
            metadata: Some(metadata),
        })
    }

    pub(crate) fn url(&self, kind: CallKind) -> Option<&str> {
        let found = self.urls.iter().find(|(known, _)| *known == kind);
        found.map(|(_, url)| url.as_str())
    }
}

impl Core {
    /// Whether any call leaves the method of client authentication to the metadata.
    fn leaves_auth_open(&self) -> bool {
        let open = |auth: &ClientAuth| matches!(auth, ClientAuth::Discovered);
        match &self.client_auth {
            Some(own) => open(own),
            None => self.spec.calls.iter().any(|call| open(&call.client_auth)),
        }
    }

    /// Whether the client shows a certificate (RFC 8705 §2 and §3).
    fn uses_certificate(&self) -> bool {
        let by_tls = |auth: &ClientAuth| matches!(auth, ClientAuth::TlsClientAuth);
        self.has_certificate
            || self.spec.mtls
            || self.client_auth.as_ref().is_some_and(by_tls)
            || self.spec.calls.iter().any(|call| by_tls(&call.client_auth))
    }
}
