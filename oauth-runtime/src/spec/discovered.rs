//! Calls whose endpoint the metadata of the authorization server names.

use super::{CallKind, CallSpec, ClientAuth, Place, UrlSpec};

impl CallSpec {
    /// A call as the standards have it, with its URL and its client authentication
    /// from the metadata (RFC 8414 §2, OpenID Connect Discovery §3).
    #[must_use]
    pub const fn discovered(kind: CallKind) -> Self {
        let base = match kind {
            CallKind::Authorize
            | CallKind::UserInfo
            | CallKind::Jwks
            | CallKind::EndSession
            | CallKind::Api => Self::GET,
            CallKind::Registration => Self {
                place: Place::Json,
                client_auth: ClientAuth::None,
                ..Self::POST
            },
            _ => Self {
                client_auth: ClientAuth::Discovered,
                ..Self::POST
            },
        };
        Self {
            kind,
            url: UrlSpec::NONE,
            ..base
        }
    }

    /// Every call that metadata can name, for a provider of which nothing else is
    /// declared.
    pub const DISCOVERED: &'static [Self] = &[
        Self::discovered(CallKind::Authorize),
        Self::discovered(CallKind::Token),
        Self::discovered(CallKind::Device),
        Self::discovered(CallKind::BackchannelAuthentication),
        Self::discovered(CallKind::Par),
        Self::discovered(CallKind::Revoke),
        Self::discovered(CallKind::Introspect),
        Self::discovered(CallKind::UserInfo),
        Self::discovered(CallKind::Registration),
        Self::discovered(CallKind::Jwks),
        Self::discovered(CallKind::EndSession),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Method;

    #[test]
    fn each_discovered_call_is_as_its_standard_has_it() {
        for call in CallSpec::DISCOVERED {
            let (method, place) = match call.kind {
                CallKind::Authorize
                | CallKind::UserInfo
                | CallKind::Jwks
                | CallKind::EndSession => (Method::Get, Place::Query),
                CallKind::Registration => (Method::Post, Place::Json),
                _ => (Method::Post, Place::Form),
            };
            assert_eq!(
                (call.method, call.place),
                (method, place),
                "{:?}",
                call.kind
            );
            let open = method == Method::Get || call.kind == CallKind::Registration;
            let expected = if open {
                "none (client_id only)"
            } else {
                "as the metadata says"
            };
            assert_eq!(call.client_auth.describe(), expected, "{:?}", call.kind);
        }
    }
}
