use proc_macro2::Span;

use super::answer::Answer;
use super::api::Api;
use super::assertion::Assertion;
use super::auth::ClientAuth;
use super::step::StepKeys;
use super::template::{Template, Url};
use super::text::{Spanned, Text, Word};

/// The kinds of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallKind {
    Authorize,
    Token,
    Refresh,
    ClientCredentials,
    Password,
    CodeRequest,
    Device,
    DeviceToken,
    Revoke,
    Introspect,
    UserInfo,
    Par,
    TokenExchange,
    JwtBearer,
    Saml2Bearer,
    BackchannelAuthentication,
    BackchannelToken,
    Registration,
    Jwks,
    EndSession,
    Api,
    /// A step before or after another call; no key of the block.
    Step,
    /// A call in `learn(...)`; no key of the block.
    Learn,
}

impl CallKind {
    const ALL: &'static [Self] = &[
        Self::Authorize,
        Self::Token,
        Self::Refresh,
        Self::ClientCredentials,
        Self::Password,
        Self::CodeRequest,
        Self::Device,
        Self::DeviceToken,
        Self::Revoke,
        Self::Introspect,
        Self::UserInfo,
        Self::Par,
        Self::TokenExchange,
        Self::JwtBearer,
        Self::Saml2Bearer,
        Self::BackchannelAuthentication,
        Self::BackchannelToken,
        Self::Registration,
        Self::Jwks,
        Self::EndSession,
        Self::Api,
    ];

    pub(crate) const fn key(self) -> &'static str {
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

    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Whether the answer is a token answer (RFC 6749 §5.1).
    pub(crate) const fn yields_token(self) -> bool {
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

    /// Whether values of the answer are kept. What a device authorization answers
    /// can be sent with each poll, and stays with the tokens.
    pub(crate) const fn keeps(self) -> bool {
        self.yields_token() || matches!(self, Self::Device | Self::Step | Self::Learn)
    }

    /// Whether the call starts from `token` and states only what differs.
    pub(crate) const fn inherits(self) -> bool {
        matches!(
            self,
            Self::Refresh
                | Self::ClientCredentials
                | Self::Password
                | Self::DeviceToken
                | Self::TokenExchange
                | Self::JwtBearer
                | Self::Saml2Bearer
                | Self::BackchannelToken
        )
    }

    /// Whether the method is `get` when none is declared.
    pub(crate) const fn is_get(self) -> bool {
        matches!(
            self,
            Self::Authorize
                | Self::UserInfo
                | Self::Jwks
                | Self::EndSession
                | Self::Api
                | Self::Learn
        )
    }

    /// Whether the client authenticates when nothing is declared in the call.
    pub(crate) const fn authenticates(self) -> bool {
        !matches!(
            self,
            Self::Authorize
                | Self::CodeRequest
                | Self::UserInfo
                | Self::Registration
                | Self::Jwks
                | Self::EndSession
                | Self::Api
                | Self::Step
                | Self::Learn
        )
    }
}

/// What differs for one standard parameter.
#[derive(Clone, Debug)]
pub(crate) struct Rule<T> {
    pub(crate) param: Word,
    pub(crate) name: Option<Text>,
    pub(crate) place: Option<Word>,
    pub(crate) value: Option<Value<T>>,
    /// `Send`, `SendEmpty` or `Omit`
    pub(crate) presence: Option<&'static str>,
}

/// The value of a parameter.
#[derive(Clone, Debug)]
pub(crate) enum Value<T> {
    Text(T),
    Number(String),
    Bool(bool),
    Object(Vec<(String, Value<T>)>),
    Array(Vec<Value<T>>),
}

/// A parameter beyond the standard ones.
#[derive(Clone, Debug)]
pub(crate) struct Param<T> {
    pub(crate) name: Text,
    pub(crate) value: Value<T>,
    pub(crate) place: Option<&'static str>,
}

/// A request header.
#[derive(Clone, Debug)]
pub(crate) struct Header<T> {
    pub(crate) name: Text,
    pub(crate) value: T,
}

/// A call. `U` and `T` are URLs and templates, as written or resolved.
#[derive(Clone, Debug)]
pub(crate) struct Call<U, T> {
    pub(crate) kind: CallKind,
    /// The key.
    pub(crate) span: Span,
    /// Whether the key stands alone, with neither URL nor list.
    pub(crate) bare: bool,
    /// Whether the call is not written, but told by metadata or asked by a profile.
    pub(crate) implied: bool,
    /// Whether its URL is the declared resource.
    pub(crate) from_resource: bool,
    pub(crate) url: Option<U>,
    pub(crate) fallback: Option<U>,
    pub(crate) fragment_route: Option<Text>,
    pub(crate) suffix_fragment: Option<Text>,
    pub(crate) method: Option<Word>,
    pub(crate) place: Option<Word>,
    pub(crate) reason: Option<Text>,
    pub(crate) rules: Vec<Rule<T>>,
    pub(crate) params: Vec<Param<T>>,
    pub(crate) headers: Vec<Header<T>>,
    pub(crate) order: Vec<Text>,
    /// Parameters of the call it starts from that it does not take over.
    pub(crate) dropped: Vec<Text>,
    pub(crate) client_auth: Option<Spanned<ClientAuth<T>>>,
    pub(crate) accept: Option<Text>,
    pub(crate) content_type: Option<Text>,
    pub(crate) empty_body: bool,
    pub(crate) assertion: Option<Spanned<Assertion<T>>>,
    pub(crate) answer: Answer,
    pub(crate) api: Api,
    /// Steps before this call; `None` where nothing is said about them.
    pub(crate) before: Option<Vec<Self>>,
    /// Steps after this call.
    pub(crate) then: Option<Vec<Self>>,
    pub(crate) step: StepKeys,
}

/// A call as it is written.
pub(crate) type WrittenCall = Call<Text, Text>;
/// A call whose placeholders are resolved.
pub(crate) type CheckedCall = Call<Url, Template>;

impl<U, T> Call<U, T> {
    pub(crate) fn new(kind: CallKind, span: Span) -> Self {
        Self {
            kind,
            span,
            bare: false,
            implied: false,
            from_resource: false,
            url: None,
            fallback: None,
            fragment_route: None,
            suffix_fragment: None,
            method: None,
            place: None,
            reason: None,
            rules: Vec::new(),
            params: Vec::new(),
            headers: Vec::new(),
            order: Vec::new(),
            dropped: Vec::new(),
            client_auth: None,
            accept: None,
            content_type: None,
            empty_body: false,
            assertion: None,
            answer: Answer::default(),
            api: Api::default(),
            before: None,
            then: None,
            step: StepKeys::default(),
        }
    }

    /// A call that is not written.
    pub(crate) fn implied(kind: CallKind, span: Span) -> Self {
        Self {
            bare: true,
            implied: true,
            ..Self::new(kind, span)
        }
    }

    /// The method that is used.
    pub(crate) fn method(&self) -> &'static str {
        match (&self.method, self.kind.is_get()) {
            (Some(method), _) => method.value,
            (None, true) => "get",
            (None, false) => "post",
        }
    }

    /// Where parameters travel unless a rule says otherwise.
    pub(crate) fn place(&self) -> &'static str {
        match &self.place {
            Some(place) => place.value,
            None if self.method() == "get" => "query",
            None if self.kind == CallKind::Registration => "json",
            None => "form",
        }
    }

    /// The rule for a parameter.
    pub(crate) fn rule(&self, param: &str) -> Option<&Rule<T>> {
        self.rules.iter().find(|rule| rule.param.value == param)
    }

    /// The rule for a parameter, to be added to.
    pub(crate) fn rule_mut(&mut self, param: Word) -> &mut Rule<T> {
        let at = self
            .rules
            .iter()
            .position(|rule| rule.param.value == param.value);
        let at = at.unwrap_or_else(|| {
            self.rules.push(Rule {
                param,
                name: None,
                place: None,
                value: None,
                presence: None,
            });
            self.rules.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found, or pushed a line above")]
        &mut self.rules[at]
    }
}
