use std::time::Duration;

use proc_macro2::{Span, TokenStream};

use super::answer::Answer;
use super::assertion::Assertion;
use super::auth::ClientAuth;
use super::call::{CallKind, WrittenCall};
use super::scope::ScopeList;
use super::second::Second;
use super::standards::Standards;
use super::text::{Spanned, Text, Word};
use super::var::{Kept, Var};

/// How the authorization response is read, as far as it is declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Callback {
    pub(crate) mode: Option<Word>,
    /// The response is one signed JWT.
    pub(crate) jwt: Option<Span>,
    pub(crate) code: Option<Text>,
    pub(crate) state: Option<Text>,
    /// `if_present`, `unsupported` or `in_redirect_uri`
    pub(crate) state_policy: Option<Word>,
    pub(crate) error: Option<Text>,
    pub(crate) error_description: Option<Text>,
    pub(crate) iss_required: Option<Span>,
    pub(crate) pin: bool,
    pub(crate) keep: Vec<Kept>,
    pub(crate) denied: Vec<Text>,
}

/// Which redirect URIs on loopback the provider takes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Redirect {
    /// `ipv4`, `ipv6`, `localhost` or `refused`
    pub(crate) host: Option<Word>,
    pub(crate) ports: Vec<u16>,
    pub(crate) path: Option<Text>,
}

impl Redirect {
    /// What follows the host in a URI.
    pub(crate) fn path(&self) -> &str {
        self.path.as_ref().map_or("/callback", |path| &path.value)
    }
}

/// Lifetimes known from documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lifetimes {
    pub(crate) code: Option<Spanned<Duration>>,
    pub(crate) access_token: Option<Spanned<Duration>>,
    pub(crate) refresh_token: Option<Spanned<Duration>>,
    pub(crate) margin: Option<Spanned<Duration>>,
}

/// Proof key for code exchange.
#[derive(Clone, Debug)]
pub(crate) struct Pkce {
    pub(crate) word: Word,
    pub(crate) reason: Option<Text>,
}

/// What happens to a refresh token that is used.
#[derive(Clone, Debug)]
pub(crate) struct Rotation {
    pub(crate) word: Word,
    pub(crate) grace: Option<Duration>,
}

/// The block as it is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Block {
    pub(crate) name: Option<Text>,
    pub(crate) docs: Option<Text>,
    pub(crate) checked: Option<Text>,
    /// Path of the runtime crate.
    pub(crate) runtime: Option<TokenStream>,
    pub(crate) issuer: Option<Text>,
    /// The protected resource that tokens are for.
    pub(crate) resource: Option<Text>,
    pub(crate) standards: Standards,
    /// Scheme and host of every URL that begins with `/`.
    pub(crate) origin: Option<Text>,
    /// Whether a URL begins with `/`.
    pub(crate) origin_used: bool,
    /// What the answers of all calls have in common.
    pub(crate) answer: Answer,
    pub(crate) insecure_http: Option<Text>,
    pub(crate) nonce: bool,
    pub(crate) mtls: bool,
    pub(crate) vars: Vec<Var>,
    pub(crate) client_auth: Option<Spanned<ClientAuth<Text>>>,
    pub(crate) pkce: Option<Spanned<Option<Pkce>>>,
    pub(crate) scopes: Option<ScopeList>,
    pub(crate) second_scopes: Option<ScopeList>,
    pub(crate) callback: Option<Spanned<Callback>>,
    pub(crate) redirect: Option<Spanned<Redirect>>,
    pub(crate) lifetimes: Lifetimes,
    pub(crate) rotation: Option<Spanned<Option<Rotation>>>,
    /// The assertion of every call that declares none of its own.
    pub(crate) assertion: Option<Spanned<Assertion<Text>>>,
    /// Functions of the declaring crate: name and path.
    pub(crate) hooks: Vec<(Text, TokenStream)>,
    pub(crate) calls: Vec<WrittenCall>,
    /// Calls after a sign-in that learn a tenant's values.
    pub(crate) learn: Vec<WrittenCall>,
    /// Further tokens of a sign-in.
    pub(crate) seconds: Vec<Second>,
    /// `refresh = none`
    pub(crate) no_refresh: Option<Span>,
    /// Keys that are given in a form that could not be read, or under another
    /// name: nothing is reported as missing or without use because of them.
    pub(crate) unreadable: bool,
}

impl Block {
    /// The call of a kind, if it is declared.
    pub(crate) fn call(&self, kind: CallKind) -> Option<&WrittenCall> {
        self.calls.iter().find(|call| call.kind == kind)
    }

    /// Whether a call of a kind is declared.
    pub(crate) fn has(&self, kind: CallKind) -> bool {
        self.call(kind).is_some()
    }

    /// Every call whose answer holds values that are kept with the tokens.
    pub(crate) fn keeping(&self) -> impl Iterator<Item = &WrittenCall> {
        let own = self.calls.iter().filter(|call| call.kind.keeps());
        let steps = self.calls.iter().filter_map(|call| call.then.as_ref());
        own.chain(steps.flatten()).chain(&self.learn)
    }

    /// Whether a refresh token can be issued and used.
    pub(crate) fn refreshes(&self) -> bool {
        self.no_refresh.is_none() && (self.has(CallKind::Refresh) || self.yields_refresh_token())
    }

    /// Whether the code comes to a webhook, without a browser.
    pub(crate) fn has_webhook(&self) -> bool {
        let mode = self.callback.as_ref().and_then(|c| c.value.mode.as_ref());
        mode.is_some_and(|mode| mode.value == "webhook")
    }

    /// Whether a call is declared that yields refresh tokens.
    pub(crate) fn yields_refresh_token(&self) -> bool {
        [
            CallKind::Authorize,
            CallKind::Password,
            CallKind::Device,
            CallKind::CodeRequest,
            CallKind::BackchannelAuthentication,
        ]
        .into_iter()
        .any(|kind| self.has(kind))
            || self.has_webhook()
    }
}
