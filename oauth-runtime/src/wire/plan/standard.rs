//! The standard parameters of each kind of call, in the order of the RFCs.

use crate::spec::{CallKind, ClientAuth, Param, Pkce};

/// Whether a standard parameter belongs to a call.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Need {
    /// It belongs to the call and is sent when it has a value.
    Own,
    /// The declaration must ask for it with `send(...)`.
    OnSend,
}

use Need::{OnSend, Own};

/// The parameters a call may have, in order. A step has none but those with
/// which the client authenticates, where it is declared to.
pub(super) fn parameters_with(kind: CallKind, auth: &ClientAuth) -> &'static [(Param, Need)] {
    match (kind, auth) {
        (CallKind::Step | CallKind::Learn, ClientAuth::None) => &[],
        (CallKind::Step | CallKind::Learn, _) => &[
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
        ],
        _ => parameters(kind),
    }
}

/// The parameters a call may have, in order.
pub(super) fn parameters(kind: CallKind) -> &'static [(Param, Need)] {
    match kind {
        CallKind::Authorize => &[
            (Param::ResponseType, Own),
            (Param::ClientId, Own),
            (Param::RedirectUri, Own),
            (Param::Scope, Own),
            (Param::SecondScope, Own),
            (Param::State, Own),
            (Param::Nonce, Own),
            (Param::CodeChallenge, Own),
            (Param::CodeChallengeMethod, Own),
            (Param::ResponseMode, Own),
            (Param::DpopJkt, Own),
            (Param::Resource, Own),
            (Param::IdTokenHint, Own),
            (Param::Request, Own),
            (Param::RequestUri, Own),
        ],
        // Those of the authorization request stand before them (RFC 9126 §2.1).
        CallKind::Par => &[
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
        ],
        CallKind::TokenExchange => &[
            (Param::GrantType, Own),
            (Param::SubjectToken, Own),
            (Param::SubjectTokenType, Own),
            (Param::ActorToken, Own),
            (Param::ActorTokenType, Own),
            (Param::RequestedTokenType, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
            (Param::Resource, Own),
        ],
        CallKind::JwtBearer | CallKind::Saml2Bearer => &[
            (Param::GrantType, Own),
            (Param::Assertion, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
            (Param::Resource, Own),
        ],
        CallKind::BackchannelAuthentication => &[
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
            (Param::IdTokenHint, Own),
            (Param::Resource, Own),
            (Param::Request, Own),
        ],
        CallKind::BackchannelToken => &[
            (Param::GrantType, Own),
            (Param::AuthReqId, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
        ],
        CallKind::EndSession => &[
            (Param::IdTokenHint, Own),
            (Param::ClientId, Own),
            (Param::PostLogoutRedirectUri, Own),
            (Param::State, Own),
        ],
        CallKind::Token => &[
            (Param::GrantType, Own),
            (Param::Code, Own),
            (Param::RedirectUri, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, OnSend),
            (Param::State, OnSend),
            (Param::CodeVerifier, Own),
            (Param::Resource, Own),
        ],
        CallKind::Refresh => &[
            (Param::GrantType, Own),
            (Param::RefreshToken, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::RedirectUri, OnSend),
            (Param::Scope, OnSend),
            (Param::Resource, Own),
        ],
        CallKind::ClientCredentials => &[
            (Param::GrantType, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
            (Param::Resource, Own),
        ],
        CallKind::Password => &[
            (Param::GrantType, Own),
            (Param::Username, Own),
            (Param::Password, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
        ],
        CallKind::CodeRequest => &[
            (Param::ResponseType, OnSend),
            (Param::Username, Own),
            (Param::Password, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::RedirectUri, OnSend),
            (Param::Scope, OnSend),
        ],
        CallKind::Device => &[
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
            (Param::Scope, Own),
            (Param::Resource, Own),
        ],
        CallKind::DeviceToken => &[
            (Param::GrantType, Own),
            (Param::DeviceCode, Own),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
        ],
        CallKind::Revoke | CallKind::Introspect => &[
            (Param::Token, Own),
            (Param::TokenTypeHint, OnSend),
            (Param::ClientId, Own),
            (Param::ClientSecret, Own),
            (Param::ClientAssertionType, Own),
            (Param::ClientAssertion, Own),
        ],
        CallKind::UserInfo => &[(Param::Token, Own)],
        _ => &[],
    }
}

/// The value of a parameter that the kind of call fixes.
#[inline]
pub(super) fn fixed_value(kind: CallKind, param: Param, pkce: Pkce) -> Option<&'static str> {
    match (param, kind) {
        (Param::ResponseType, _) => Some("code"),
        (Param::CodeChallengeMethod, _) => match pkce {
            Pkce::S256 | Pkce::S256Hex => Some("S256"),
            Pkce::Plain => Some("plain"),
            Pkce::None => None,
        },
        (Param::GrantType, CallKind::Token) => Some("authorization_code"),
        (Param::GrantType, CallKind::Refresh) => Some("refresh_token"),
        (Param::GrantType, CallKind::ClientCredentials) => Some("client_credentials"),
        (Param::GrantType, CallKind::Password) => Some("password"),
        (Param::GrantType, CallKind::DeviceToken) => {
            Some("urn:ietf:params:oauth:grant-type:device_code")
        }
        (Param::GrantType, CallKind::TokenExchange) => {
            Some("urn:ietf:params:oauth:grant-type:token-exchange")
        }
        (Param::GrantType, CallKind::JwtBearer) => {
            Some("urn:ietf:params:oauth:grant-type:jwt-bearer")
        }
        (Param::GrantType, CallKind::Saml2Bearer) => {
            Some("urn:ietf:params:oauth:grant-type:saml2-bearer")
        }
        (Param::GrantType, CallKind::BackchannelToken) => Some("urn:openid:params:grant-type:ciba"),
        _ => None,
    }
}

/// Where the standards say that a parameter of a call comes from.
#[inline]
pub(super) fn section(kind: CallKind) -> &'static str {
    match kind {
        CallKind::Authorize => "RFC 6749 §4.1.1",
        CallKind::Token => "RFC 6749 §4.1.3",
        CallKind::Refresh => "RFC 6749 §6",
        CallKind::ClientCredentials => "RFC 6749 §4.4.2",
        CallKind::Password => "RFC 6749 §4.3.2",
        CallKind::Device => "RFC 8628 §3.1",
        CallKind::DeviceToken => "RFC 8628 §3.4",
        CallKind::Revoke => "RFC 7009 §2.1",
        CallKind::Introspect => "RFC 7662 §2.1",
        CallKind::UserInfo => "OpenID Connect Core §5.3.1",
        CallKind::Par => "RFC 9126 §2.1",
        CallKind::TokenExchange => "RFC 8693 §2.1",
        CallKind::JwtBearer => "RFC 7523 §2.1",
        CallKind::Saml2Bearer => "RFC 7522 §2.1",
        CallKind::BackchannelAuthentication => "OpenID CIBA §7.1",
        CallKind::BackchannelToken => "OpenID CIBA §10.1",
        CallKind::Registration => "RFC 7591 §3.1",
        CallKind::Jwks => "RFC 7517 §5",
        CallKind::EndSession => "OpenID Connect RP-Initiated Logout §2",
        CallKind::CodeRequest => "code_request",
        CallKind::Api => "RFC 6750 §2",
        CallKind::Step => "then",
        CallKind::Learn => "learn",
    }
}
