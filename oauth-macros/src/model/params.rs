//! The standard parameters of each kind of call.

use super::call::CallKind;

impl CallKind {
    /// The standard parameters that the call has by default.
    pub(crate) const fn own_params(self) -> &'static [&'static str] {
        match self {
            Self::Authorize => &[
                "response_type",
                "client_id",
                "redirect_uri",
                "scope",
                "second_scope",
                "state",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "response_mode",
            ],
            Self::Token => &[
                "grant_type",
                "code",
                "redirect_uri",
                "client_id",
                "client_secret",
                "code_verifier",
            ],
            Self::Refresh => &["grant_type", "refresh_token", "client_id", "client_secret"],
            Self::ClientCredentials => &["grant_type", "client_id", "client_secret", "scope"],
            Self::Password => &[
                "grant_type",
                "username",
                "password",
                "client_id",
                "client_secret",
                "scope",
            ],
            Self::CodeRequest => &["username", "password", "client_id", "client_secret"],
            Self::Device => &["client_id", "client_secret", "scope"],
            Self::DeviceToken => &["grant_type", "device_code", "client_id", "client_secret"],
            Self::Revoke | Self::Introspect => &["token", "client_id", "client_secret"],
            Self::UserInfo => &["token"],
            Self::Par => &[
                "response_type",
                "client_id",
                "client_secret",
                "redirect_uri",
                "scope",
                "second_scope",
                "state",
                "nonce",
                "code_challenge",
                "code_challenge_method",
                "response_mode",
                "request",
            ],
            Self::TokenExchange => &[
                "grant_type",
                "subject_token",
                "subject_token_type",
                "actor_token",
                "actor_token_type",
                "requested_token_type",
                "client_id",
                "client_secret",
                "scope",
            ],
            Self::JwtBearer | Self::Saml2Bearer => &[
                "grant_type",
                "assertion",
                "client_id",
                "client_secret",
                "scope",
            ],
            Self::BackchannelAuthentication => &["client_id", "client_secret", "scope", "request"],
            Self::BackchannelToken => &["grant_type", "auth_req_id", "client_id", "client_secret"],
            Self::EndSession => &[
                "id_token_hint",
                "client_id",
                "post_logout_redirect_uri",
                "state",
            ],
            Self::Registration | Self::Jwks => &[],
            Self::Api | Self::Step | Self::Learn => &[],
        }
    }

    /// The standard parameters that the call has when `send` asks for them.
    pub(crate) const fn optional_params(self) -> &'static [&'static str] {
        match self {
            Self::Token => &["scope", "state"],
            Self::Refresh => &["redirect_uri", "scope"],
            Self::CodeRequest => &["response_type", "redirect_uri", "scope"],
            Self::Revoke | Self::Introspect => &["token_type_hint"],
            _ => &[],
        }
    }

    /// The standard parameters that the call has where the client or the program
    /// brings what they say: names and places of theirs can be declared.
    pub(crate) fn brought_params(self) -> &'static [&'static str] {
        match self {
            Self::Authorize => &["resource", "request", "request_uri", "dpop_jkt"],
            Self::Par => &[
                "client_assertion_type",
                "client_assertion",
                "resource",
                "dpop_jkt",
            ],
            Self::Step | Self::Learn => &[],
            kind if kind.authenticates() => {
                &["client_assertion_type", "client_assertion", "resource"]
            }
            _ => &[],
        }
    }
}
