//! Calls whose URL the metadata of the authorization server tells.

use proc_macro2::Span;

use super::block::Block;
use super::call::{CallKind, CheckedCall, WrittenCall};

/// What a provider of which no way to a token is declared offers beside the calls that
/// metadata can name: they start from `token`.
const GRANTS: &[CallKind] = &[
    CallKind::ClientCredentials,
    CallKind::TokenExchange,
    CallKind::JwtBearer,
];

/// Where the endpoints come from that have no URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Discovery {
    None,
    Issuer,
    Resource,
}

impl Block {
    /// Where metadata can be had, if anywhere.
    fn metadata_at(&self) -> Option<Span> {
        let source = self.issuer.as_ref().or(self.resource.as_ref());
        source.map(|text| text.span)
    }

    /// Whether a call without a URL finds it in metadata.
    pub(crate) fn has_metadata(&self) -> bool {
        self.metadata_at().is_some()
    }

    /// Whether no way to a token is declared, so that metadata tells which there are.
    pub(crate) fn is_all_discovered(&self) -> bool {
        self.has_metadata()
            && !self.has_webhook()
            && self.calls.iter().all(|call| !call.kind.is_grant())
    }

    /// Adds the calls that are not written because metadata tells of them.
    pub(crate) fn settle_discovery(&mut self) {
        let Some(span) = self.metadata_at() else {
            return;
        };
        if self.is_all_discovered() {
            for kind in CallKind::DISCOVERED.iter().chain(GRANTS) {
                self.imply(*kind, span);
            }
        } else {
            let open = |call: &WrittenCall| call.url.is_none() && call.kind.needs_token();
            if self.calls.iter().any(open) {
                self.imply(CallKind::Token, span);
            }
            // Signatures can only be checked with the provider's keys.
            let signed = self.has_jwt_response() || self.standards.id_token.is_some();
            if signed || self.discovery() != Discovery::None {
                self.imply(CallKind::Jwks, span);
            }
        }
        self.settle_resource();
    }

    /// The API is the resource, unless another is declared.
    fn settle_resource(&mut self) {
        let Some(resource) = self.resource.clone() else {
            return;
        };
        self.imply(CallKind::Api, resource.span);
        let calls = self.calls.iter_mut();
        let apis = calls.filter(|call| call.kind == CallKind::Api && call.url.is_none());
        for api in apis {
            api.url = Some(resource.clone());
            api.from_resource = true;
        }
    }

    fn imply(&mut self, kind: CallKind, span: Span) {
        if !self.has(kind) {
            self.calls.push(WrittenCall::implied(kind, span));
        }
    }

    /// Where the endpoints come from that have no URL.
    pub(crate) fn discovery(&self) -> Discovery {
        let open = |call: &WrittenCall| call.url.is_none() && call.kind.is_discoverable();
        match (&self.issuer, &self.resource) {
            _ if !self.calls.iter().any(open) => Discovery::None,
            (Some(_), _) => Discovery::Issuer,
            (None, Some(_)) => Discovery::Resource,
            (None, None) => Discovery::None,
        }
    }
}

impl CheckedCall {
    /// Whether it stands as metadata tells it, but for what is declared beside.
    pub(crate) fn is_as_discovered(&self) -> bool {
        self.url.is_none()
            && self.kind.is_discoverable()
            && self.method.is_none()
            && self.place.is_none()
            && self.fragment_route.is_none()
            && self.suffix_fragment.is_none()
    }
}

impl CallKind {
    /// The calls that metadata can name, in the order of the runtime's table of them.
    pub(crate) const DISCOVERED: &'static [Self] = &[
        Self::Authorize,
        Self::Token,
        Self::Device,
        Self::BackchannelAuthentication,
        Self::Par,
        Self::Revoke,
        Self::Introspect,
        Self::UserInfo,
        Self::Registration,
        Self::Jwks,
        Self::EndSession,
    ];

    /// Whether metadata can name its endpoint. The others start from `token`, or are
    /// the vendor's own.
    pub(crate) fn is_discoverable(self) -> bool {
        Self::DISCOVERED.contains(&self)
    }

    /// Whether it is, or begins, a way to a first token.
    const fn is_grant(self) -> bool {
        matches!(
            self,
            Self::Authorize
                | Self::ClientCredentials
                | Self::Password
                | Self::CodeRequest
                | Self::Device
                | Self::BackchannelAuthentication
                | Self::TokenExchange
                | Self::JwtBearer
                | Self::Saml2Bearer
        )
    }

    /// Whether it leads to the token request or starts from it.
    const fn needs_token(self) -> bool {
        self.is_grant() || self.inherits()
    }
}
