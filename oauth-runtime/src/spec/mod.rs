//! What a declaration says, as plain constant data.
//!
//! `#[oauth_provider(...)]` turns its block into one `static` [`ProviderSpec`].
//! Nothing here has behaviour: [`wire`](crate::wire) plans requests and judges
//! answers from these tables, and the mock server and `explain` read the same
//! tables. Every type has a constant (`DEFAULT`, `of`, ...) that holds what the
//! RFCs prescribe, so a table names only what differs. Build specs with the
//! macro: fields are added in minor versions.

mod answer;
mod api;
mod assertion;
mod auth;
mod call;
mod callback;
mod discovered;
mod hook;
mod param;
mod redirect;
mod scope;
mod security;
mod step;
mod template;
mod var;

pub use answer::{
    AnswerSpec, Check, Expect, ExpiresSpec, ExpiryPolicy, Field, Format, Keep, Source, TimeFormat,
    TimeUnit, TokenTypeRule,
};
pub use api::{ApiSpec, Bearer, RateLimitSpec, ResetForm};
pub use assertion::{Alg, AssertionSpec};
pub use auth::{Basic, BasicContent, BasicEncoding, ClientAuth};
pub use call::{CallKind, CallSpec, EmptyBody, Grants, HeaderSpec, Method, Place};
pub use callback::{CallbackMode, CallbackSpec, IssPolicy, StatePolicy};
pub use hook::{Hook, HookFn, HookInputs};
pub use param::{ExtraParam, Param, ParamRule, Presence, ValueSpec};
pub use redirect::{LoopbackHost, RedirectSpec};
pub use scope::{ScopeListSpec, ScopeName};
pub use security::{
    Audience, ClientAssertion, Discovery, DpopSpec, IdTokenSpec, Profile, RequestObjectSpec,
};
pub use step::{LearnSpec, SecondBy, SecondToken, StepSpec};
pub use template::{Encode, Function, Part, Slot, TimeForm, UrlSpec};
pub use var::{Choice, VarKind, VarSpec};

use core::time::Duration;

/// One provider: identity, tenant variables, scopes, and the table of its calls.
#[derive(Clone, Copy, Debug)]
pub struct ProviderSpec {
    /// The struct's name in snake case: `acme_crm`. Stable key of the provider
    /// in errors, environment variables and stores.
    pub id: &'static str,
    /// The name a person reads: `Acme CRM`.
    pub name: &'static str,
    /// The provider's own page about OAuth, if declared.
    pub docs: Option<&'static str>,
    /// When the declaration was last held against that page (`2026-11`).
    pub checked: Option<&'static str>,
    /// File and line of the declaration.
    pub declared_at: &'static str,
    /// Per-tenant values, in the order of the declaration.
    pub vars: &'static [VarSpec],
    /// The scope list.
    pub scopes: ScopeListSpec,
    /// A second scope list in the same request (a user-scope list beside a bot-scope list).
    pub second_scopes: Option<&'static ScopeListSpec>,
    /// The grants a client can use, and other capabilities.
    pub grants: Grants,
    /// The declared calls. `refresh`, `client_credentials` and `password` fall
    /// back to the token call when they say nothing of their own.
    pub calls: &'static [CallSpec],
    /// How the authorization response is read.
    pub callback: CallbackSpec,
    /// Which redirect URIs on loopback the provider takes.
    pub redirect: RedirectSpec,
    /// Proof key for code exchange (RFC 7636).
    pub pkce: Pkce,
    /// Why PKCE is weaker than S256, when it is.
    pub pkce_reason: Option<&'static str>,
    /// Send a fresh `nonce` with the authorization request.
    pub nonce: bool,
    /// The issuer identifier (RFC 8414), if declared.
    pub issuer: Option<&'static [Part]>,
    /// The protected resource that tokens are for (RFC 8707), if declared.
    pub resource: Option<&'static [Part]>,
    /// Where endpoints without a URL come from.
    pub discovery: Discovery,
    /// Every authorization request is pushed (RFC 9126). Where it is not declared,
    /// one is pushed when the metadata of the server asks for it.
    pub pushes: bool,
    /// Authorization requests are signed JWTs (RFC 9101).
    pub request_object: Option<RequestObjectSpec>,
    /// Tokens are bound to a key of the session (RFC 9449).
    pub dpop: Option<DpopSpec>,
    /// What is asked of JWTs that the provider signs.
    pub id_token: IdTokenSpec,
    /// Rules that are stricter than OAuth 2.0's own.
    pub profile: Profile,
    /// The provider's API.
    pub api: Option<&'static ApiSpec>,
    /// Lifetimes known from documents.
    pub lifetimes: Lifetimes,
    /// What happens to the refresh token when it is used.
    pub rotation: Rotation,
    /// Calls after a sign-in that learn a tenant's values.
    pub learn: &'static [LearnSpec],
    /// Further tokens that a grant yields.
    pub second_tokens: &'static [SecondToken],
    /// Whether the provider asks for a client certificate (RFC 8705 §2).
    pub mtls: bool,
    /// Why plain `http` is accepted for endpoints that are not on loopback.
    pub insecure_http: Option<&'static str>,
}

impl ProviderSpec {
    /// A provider of which nothing is declared.
    pub const DEFAULT: Self = Self {
        id: "",
        name: "",
        docs: None,
        checked: None,
        declared_at: "",
        vars: &[],
        scopes: ScopeListSpec::DEFAULT,
        second_scopes: None,
        grants: Grants::NONE,
        calls: &[],
        callback: CallbackSpec::DEFAULT,
        redirect: RedirectSpec::DEFAULT,
        pkce: Pkce::S256,
        pkce_reason: None,
        nonce: false,
        issuer: None,
        resource: None,
        discovery: Discovery::None,
        pushes: false,
        request_object: None,
        dpop: None,
        id_token: IdTokenSpec::DEFAULT,
        profile: Profile::OAuth2,
        api: None,
        lifetimes: Lifetimes::DEFAULT,
        rotation: Rotation::Adopt,
        learn: &[],
        second_tokens: &[],
        mtls: false,
        insecure_http: None,
    };

    /// The call of this kind, or the token call for a grant that says nothing
    /// of its own. `None` when the provider does not offer it.
    #[must_use]
    pub fn call(&self, kind: CallKind) -> Option<&'static CallSpec> {
        if kind == CallKind::Api {
            return self.api.map(|api| &api.call);
        }
        let calls: &'static [CallSpec] = self.calls;
        if let Some(own) = calls.iter().find(|call| call.kind == kind) {
            return Some(own);
        }
        match kind {
            CallKind::Refresh if self.grants.contains(Grants::REFRESH) => (),
            CallKind::ClientCredentials if self.grants.contains(Grants::CLIENT_CREDENTIALS) => (),
            CallKind::Password if self.grants.contains(Grants::PASSWORD) => (),
            CallKind::DeviceToken if self.grants.contains(Grants::DEVICE_CODE) => (),
            CallKind::TokenExchange if self.grants.contains(Grants::TOKEN_EXCHANGE) => (),
            CallKind::JwtBearer if self.grants.contains(Grants::JWT_BEARER) => (),
            CallKind::Saml2Bearer if self.grants.contains(Grants::SAML2_BEARER) => (),
            CallKind::BackchannelToken if self.grants.contains(Grants::CIBA) => (),
            _ => return None,
        }
        calls.iter().find(|call| call.kind == CallKind::Token)
    }

    /// The declared issuer, where no tenant value is part of it.
    #[must_use]
    pub fn fixed_issuer(&self) -> Option<&'static str> {
        match self.issuer {
            Some([Part::Lit(issuer)]) => Some(issuer),
            _ => None,
        }
    }

    /// Position of the variable with this name (Rust name or wire name).
    #[must_use]
    pub fn var_index(&self, name: &str) -> Option<usize> {
        self.vars
            .iter()
            .position(|var| var.name == name || var.wire == name)
    }
}

/// Proof key for code exchange, RFC 7636.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pkce {
    /// `code_challenge = BASE64URL(SHA256(verifier))`: the default.
    S256,
    /// SHA-256 of the verifier in lower-case hex (one vendor's reading of S256).
    S256Hex,
    /// The verifier itself. Needs a reason in the declaration.
    Plain,
    /// No proof key. Needs a reason in the declaration.
    None,
}

/// What a provider does with a refresh token that is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rotation {
    /// Not known: a new refresh token in the answer replaces the old one,
    /// an answer without one keeps it (RFC 6749 §6). The default.
    Adopt,
    /// The refresh token never changes; one in the answer is ignored.
    None,
    /// A new one may come; the old one stays usable.
    Reusable,
    /// Each refresh token works once. Within `grace` after its use the provider
    /// still accepts the previous one.
    SingleUse {
        /// How long the previous refresh token stays usable; `None`: not at all.
        grace: Option<Duration>,
    },
}

/// Lifetimes known from documents. They fill in where an answer is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetimes {
    /// From the authorization response to the exchange.
    pub code: Option<Duration>,
    /// Of an access token whose answer does not say.
    pub access_token: Option<Duration>,
    /// Of a refresh token whose answer does not say.
    pub refresh_token: Option<Duration>,
    /// How long before its end an access token is renewed.
    /// `None`: the smaller of 300 s and a quarter of the lifetime.
    pub margin: Option<Duration>,
}

impl Lifetimes {
    /// Nothing is known.
    pub const DEFAULT: Self = Self {
        code: None,
        access_token: None,
        refresh_token: None,
        margin: None,
    };
}
