use super::{Part, Place};

/// The standard parameters of OAuth 2.0 requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Param {
    /// `response_type`, RFC 6749 §3.1.1
    ResponseType,
    /// `client_id`, RFC 6749 §2.2
    ClientId,
    /// `client_secret`, RFC 6749 §2.3.1
    ClientSecret,
    /// `redirect_uri`, RFC 6749 §3.1.2
    RedirectUri,
    /// `scope`, RFC 6749 §3.3
    Scope,
    /// The second scope list; its name is declared with the list.
    SecondScope,
    /// `state`, RFC 6749 §4.1.1
    State,
    /// `nonce`, OpenID Connect Core §3.1.2.1
    Nonce,
    /// `code_challenge`, RFC 7636 §4.3
    CodeChallenge,
    /// `code_challenge_method`, RFC 7636 §4.3
    CodeChallengeMethod,
    /// `response_mode`, OAuth 2.0 Multiple Response Type Encoding Practices §2.1
    ResponseMode,
    /// `grant_type`, RFC 6749 §4.1.3
    GrantType,
    /// `code`, RFC 6749 §4.1.3
    Code,
    /// `code_verifier`, RFC 7636 §4.5
    CodeVerifier,
    /// `refresh_token`, RFC 6749 §6
    RefreshToken,
    /// `username`, RFC 6749 §4.3.2
    Username,
    /// `password`, RFC 6749 §4.3.2
    Password,
    /// `device_code`, RFC 8628 §3.4
    DeviceCode,
    /// `token`, RFC 7009 §2.1 and RFC 7662 §2.1
    Token,
    /// `token_type_hint`, RFC 7009 §2.1
    TokenTypeHint,
    /// `client_assertion_type`, RFC 7521 §4.2
    ClientAssertionType,
    /// `client_assertion`, RFC 7521 §4.2
    ClientAssertion,
    /// `resource`, RFC 8707 §2
    Resource,
    /// `request`, RFC 9101 §5
    Request,
    /// `request_uri`, RFC 9126 §4
    RequestUri,
    /// `dpop_jkt`, RFC 9449 §10
    DpopJkt,
    /// `assertion`, RFC 7521 §4.1
    Assertion,
    /// `subject_token`, RFC 8693 §2.1
    SubjectToken,
    /// `subject_token_type`, RFC 8693 §2.1
    SubjectTokenType,
    /// `actor_token`, RFC 8693 §2.1
    ActorToken,
    /// `actor_token_type`, RFC 8693 §2.1
    ActorTokenType,
    /// `requested_token_type`, RFC 8693 §2.1
    RequestedTokenType,
    /// `auth_req_id`, OpenID CIBA §10.1
    AuthReqId,
    /// `id_token_hint`, OpenID Connect RP-Initiated Logout §2
    IdTokenHint,
    /// `post_logout_redirect_uri`, OpenID Connect RP-Initiated Logout §2
    PostLogoutRedirectUri,
}

impl Param {
    /// All standard parameters.
    pub const ALL: &'static [Self] = &[
        Self::ResponseType,
        Self::ClientId,
        Self::ClientSecret,
        Self::RedirectUri,
        Self::Scope,
        Self::SecondScope,
        Self::State,
        Self::Nonce,
        Self::CodeChallenge,
        Self::CodeChallengeMethod,
        Self::ResponseMode,
        Self::GrantType,
        Self::Code,
        Self::CodeVerifier,
        Self::RefreshToken,
        Self::Username,
        Self::Password,
        Self::DeviceCode,
        Self::Token,
        Self::TokenTypeHint,
        Self::ClientAssertionType,
        Self::ClientAssertion,
        Self::Resource,
        Self::Request,
        Self::RequestUri,
        Self::DpopJkt,
        Self::Assertion,
        Self::SubjectToken,
        Self::SubjectTokenType,
        Self::ActorToken,
        Self::ActorTokenType,
        Self::RequestedTokenType,
        Self::AuthReqId,
        Self::IdTokenHint,
        Self::PostLogoutRedirectUri,
    ];

    /// The name in the RFCs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ResponseType => "response_type",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::RedirectUri => "redirect_uri",
            Self::Scope => "scope",
            Self::SecondScope => "second_scope",
            Self::State => "state",
            Self::Nonce => "nonce",
            Self::CodeChallenge => "code_challenge",
            Self::CodeChallengeMethod => "code_challenge_method",
            Self::ResponseMode => "response_mode",
            Self::GrantType => "grant_type",
            Self::Code => "code",
            Self::CodeVerifier => "code_verifier",
            Self::RefreshToken => "refresh_token",
            Self::Username => "username",
            Self::Password => "password",
            Self::DeviceCode => "device_code",
            Self::Token => "token",
            Self::TokenTypeHint => "token_type_hint",
            Self::ClientAssertionType => "client_assertion_type",
            Self::ClientAssertion => "client_assertion",
            Self::Resource => "resource",
            Self::Request => "request",
            Self::RequestUri => "request_uri",
            Self::DpopJkt => "dpop_jkt",
            Self::Assertion => "assertion",
            Self::SubjectToken => "subject_token",
            Self::SubjectTokenType => "subject_token_type",
            Self::ActorToken => "actor_token",
            Self::ActorTokenType => "actor_token_type",
            Self::RequestedTokenType => "requested_token_type",
            Self::AuthReqId => "auth_req_id",
            Self::IdTokenHint => "id_token_hint",
            Self::PostLogoutRedirectUri => "post_logout_redirect_uri",
        }
    }

    /// Whether the value must never be printed.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::ClientSecret
                | Self::Code
                | Self::CodeVerifier
                | Self::RefreshToken
                | Self::Password
                | Self::DeviceCode
                | Self::Token
                | Self::State
                | Self::Nonce
                | Self::ClientAssertion
                | Self::Request
                | Self::Assertion
                | Self::SubjectToken
                | Self::ActorToken
                | Self::AuthReqId
                | Self::IdTokenHint
        )
    }
}

/// Whether a standard parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Presence {
    /// As the RFC of the call says: required ones always, optional ones when they have a value.
    Standard,
    /// Sent although the standard form of the call does not have it.
    Send,
    /// Sent even when its value is empty.
    SendEmpty,
    /// Never sent.
    Omit,
}

/// How one standard parameter of one call departs from the standard.
/// Name, place, value and presence are separate things.
#[derive(Clone, Copy, Debug)]
pub struct ParamRule {
    /// Which parameter.
    pub param: Param,
    /// Its name on the wire.
    pub name: Option<&'static str>,
    /// Where it travels.
    pub place: Option<Place>,
    /// A fixed value in place of the computed one.
    pub value: Option<ValueSpec>,
    /// Whether it is sent.
    pub presence: Presence,
}

impl ParamRule {
    /// A rule that changes nothing yet.
    #[must_use]
    pub const fn of(param: Param) -> Self {
        Self {
            param,
            name: None,
            place: None,
            value: None,
            presence: Presence::Standard,
        }
    }

    /// With this name on the wire.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// In this place.
    #[must_use]
    pub const fn place(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With this fixed value.
    #[must_use]
    pub const fn value(mut self, value: ValueSpec) -> Self {
        self.value = Some(value);
        self
    }

    /// With this presence.
    #[must_use]
    pub const fn presence(mut self, presence: Presence) -> Self {
        self.presence = presence;
        self
    }
}

/// The value of a declared parameter.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ValueSpec {
    /// Text with placeholders. The parameter is left out when a variable in it is unset.
    Text(&'static [Part]),
    /// A number, as written.
    Number(&'static str),
    /// `true` or `false`.
    Bool(bool),
    /// A JSON object.
    Object(&'static [(&'static str, ValueSpec)]),
    /// A JSON array.
    Array(&'static [ValueSpec]),
}

/// A parameter beyond the standard ones.
#[derive(Clone, Copy, Debug)]
pub struct ExtraParam {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its value.
    pub value: ValueSpec,
    /// Where it travels; `None`: where the call's parameters travel.
    pub place: Option<Place>,
}
