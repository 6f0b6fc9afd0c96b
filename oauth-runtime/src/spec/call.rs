use super::{
    AnswerSpec, AssertionSpec, ClientAuth, ExtraParam, Param, ParamRule, Part, StepSpec, UrlSpec,
};

/// The kinds of call a provider can have. Each has its set of standard
/// parameters; everything else can be declared alike for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CallKind {
    /// The authorization request, made by the browser (RFC 6749 §4.1.1).
    Authorize,
    /// The access token request with a code (RFC 6749 §4.1.3).
    Token,
    /// The refresh request (RFC 6749 §6).
    Refresh,
    /// The client credentials grant (RFC 6749 §4.4).
    ClientCredentials,
    /// The resource owner password grant (RFC 6749 §4.3).
    Password,
    /// A request that trades a user's credentials for an authorization code without a browser.
    CodeRequest,
    /// The device authorization request (RFC 8628 §3.1).
    Device,
    /// The device access token request (RFC 8628 §3.4).
    DeviceToken,
    /// Token revocation (RFC 7009).
    Revoke,
    /// Token introspection (RFC 7662) or a provider's own token information.
    Introspect,
    /// The OpenID Connect UserInfo request, or a provider's own.
    UserInfo,
    /// The pushed authorization request (RFC 9126).
    Par,
    /// Token exchange (RFC 8693).
    TokenExchange,
    /// The JWT bearer grant (RFC 7523 §2.1).
    JwtBearer,
    /// The SAML 2.0 bearer grant (RFC 7522 §2.1).
    Saml2Bearer,
    /// The backchannel authentication request (OpenID CIBA §7.1).
    BackchannelAuthentication,
    /// The token request with an `auth_req_id` (OpenID CIBA §10.1).
    BackchannelToken,
    /// Dynamic client registration (RFC 7591).
    Registration,
    /// The keys with which the provider signs (RFC 7517 §5).
    Jwks,
    /// The logout in the browser (OpenID Connect RP-Initiated Logout).
    EndSession,
    /// A request to the provider's API with a bearer token (RFC 6750).
    Api,
    /// A call before or after another one: a step of it.
    Step,
    /// A call after a sign-in that learns a tenant's values.
    Learn,
}

impl CallKind {
    /// All kinds, in the order in which they are explained.
    pub const ALL: &'static [Self] = &[
        Self::Registration,
        Self::Par,
        Self::Authorize,
        Self::CodeRequest,
        Self::Token,
        Self::ClientCredentials,
        Self::Password,
        Self::JwtBearer,
        Self::Saml2Bearer,
        Self::TokenExchange,
        Self::Device,
        Self::DeviceToken,
        Self::BackchannelAuthentication,
        Self::BackchannelToken,
        Self::Refresh,
        Self::Introspect,
        Self::UserInfo,
        Self::Jwks,
        Self::Api,
        Self::Revoke,
        Self::EndSession,
    ];

    /// The declaration key of the call: `client_credentials`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Authorize => "authorize",
            Self::Token => "token",
            Self::Refresh => "refresh",
            Self::ClientCredentials => "client_credentials",
            Self::Password => "password",
            Self::CodeRequest => "code_request",
            Self::Device => "device",
            Self::DeviceToken => "device_token",
            Self::Revoke => "revoke",
            Self::Introspect => "introspect",
            Self::UserInfo => "userinfo",
            Self::Par => "par",
            Self::TokenExchange => "token_exchange",
            Self::JwtBearer => "jwt_bearer",
            Self::Saml2Bearer => "saml2_bearer",
            Self::BackchannelAuthentication => "backchannel_authentication",
            Self::BackchannelToken => "backchannel_token",
            Self::Registration => "registration",
            Self::Jwks => "jwks",
            Self::EndSession => "end_session",
            Self::Api => "api",
            Self::Step => "step",
            Self::Learn => "learn",
        }
    }

    /// Whether the answer is a token answer (RFC 6749 §5.1).
    #[must_use]
    pub const fn yields_token(self) -> bool {
        matches!(
            self,
            Self::Token
                | Self::Refresh
                | Self::ClientCredentials
                | Self::Password
                | Self::DeviceToken
                | Self::TokenExchange
                | Self::JwtBearer
                | Self::Saml2Bearer
                | Self::BackchannelToken
        )
    }
}

/// Capabilities of a provider, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grants(u16);

impl Grants {
    /// The empty set.
    pub const NONE: Self = Self(0);
    /// `authorize` with a redirect URI.
    pub const AUTHORIZATION_CODE: Self = Self(1);
    /// `authorize` without redirect URI; the user types a PIN.
    pub const PIN: Self = Self(1 << 1);
    /// `refresh`.
    pub const REFRESH: Self = Self(1 << 2);
    /// `client_credentials`.
    pub const CLIENT_CREDENTIALS: Self = Self(1 << 3);
    /// `password`.
    pub const PASSWORD: Self = Self(1 << 4);
    /// `code_request`.
    pub const CODE_REQUEST: Self = Self(1 << 5);
    /// `device`.
    pub const DEVICE_CODE: Self = Self(1 << 6);
    /// `token_exchange`.
    pub const TOKEN_EXCHANGE: Self = Self(1 << 7);
    /// `jwt_bearer`.
    pub const JWT_BEARER: Self = Self(1 << 8);
    /// `saml2_bearer`.
    pub const SAML2_BEARER: Self = Self(1 << 9);
    /// `backchannel_authentication`.
    pub const CIBA: Self = Self(1 << 10);

    /// Whether all of `other` are in the set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The union of two sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// An HTTP method, RFC 9110 §9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
}

impl Method {
    /// The method as it stands in the request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// In the query of the URL.
    Query,
    /// In an `application/x-www-form-urlencoded` body.
    Form,
    /// In a JSON body. A name that starts with `/` is a path into nested objects.
    Json,
    /// In an XML body: each parameter is an element, a name that starts with `@`
    /// an attribute of the element around it.
    Xml,
    /// In a request header of the parameter's name.
    Header,
    /// As the API's access tokens travel (see [`Bearer`](super::Bearer)).
    Bearer,
}

/// What a request body is when no parameter is placed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EmptyBody {
    /// Nothing.
    Nothing,
    /// `{}`.
    JsonObject,
}

/// A fixed or templated request header.
#[derive(Clone, Copy, Debug)]
pub struct HeaderSpec {
    /// Lower-case name.
    pub name: &'static str,
    /// The value. The header is left out when a variable in it is unset.
    pub value: &'static [Part],
}

/// One call: method, URL, how its parameters travel, and how its answer is read.
#[derive(Clone, Copy, Debug)]
pub struct CallSpec {
    /// Which call this is.
    pub kind: CallKind,
    /// Where it goes.
    pub url: UrlSpec,
    /// The HTTP method.
    pub method: Method,
    /// Where parameters travel unless a rule says otherwise.
    pub place: Place,
    /// How the client authenticates on this call.
    pub client_auth: ClientAuth,
    /// What differs for standard parameters: name, place, value, presence.
    pub rules: &'static [ParamRule],
    /// Parameters beyond the standard ones.
    pub params: &'static [ExtraParam],
    /// Request headers beyond the ones the runtime sets.
    pub headers: &'static [HeaderSpec],
    /// Parameters that come first, by their standard or declared names.
    /// The others follow in the standard order.
    pub order: &'static [&'static str],
    /// The body when no parameter is placed in it.
    pub empty_body: EmptyBody,
    /// The `Accept` header.
    pub accept: &'static str,
    /// The `Content-Type` header, when it is not the one of the body.
    pub content_type: Option<&'static str>,
    /// How the answer is read.
    pub answer: AnswerSpec,
    /// The JWT that stands where a template says `{assertion}`.
    pub assertion: Option<&'static AssertionSpec>,
    /// Whether a template uses the request's own path, body or parameters: they
    /// are written first without it.
    pub signed: bool,
    /// Whether a template uses the time or the UUID of the request: both are drawn
    /// for it then.
    pub fresh: bool,
    /// Calls before this one; what they keep can be used in it.
    pub before: &'static [StepSpec],
    /// Calls after this one. What the last of them answers counts; where it is
    /// silent, the answer before it does.
    pub then: &'static [StepSpec],
}

impl CallSpec {
    /// A `POST` with a form body, as the token endpoint takes it (RFC 6749 §3.2).
    pub const POST: Self = Self {
        kind: CallKind::Token,
        url: UrlSpec::NONE,
        method: Method::Post,
        place: Place::Form,
        client_auth: ClientAuth::Body,
        rules: &[],
        params: &[],
        headers: &[],
        order: &[],
        empty_body: EmptyBody::Nothing,
        accept: "application/json",
        content_type: None,
        answer: AnswerSpec::DEFAULT,
        assertion: None,
        signed: false,
        fresh: false,
        before: &[],
        then: &[],
    };

    /// A `GET` with its parameters in the query and no client authentication.
    pub const GET: Self = Self {
        method: Method::Get,
        place: Place::Query,
        client_auth: ClientAuth::None,
        ..Self::POST
    };

    /// The rule for a standard parameter, if one is declared.
    #[must_use]
    #[inline]
    pub fn rule(&self, param: Param) -> Option<&'static ParamRule> {
        let rules: &'static [ParamRule] = self.rules;
        rules.iter().find(|rule| rule.param == param)
    }
}
