//! Keys and signed messages, and the profiles that ask for them.

use proc_macro2::Span;

use super::auth::ClientAuth;
use super::block::Block;
use super::call::{CallKind, WrittenCall};
use super::discover::Discovery;
use super::text::{Spanned, Word};

/// What a profile asks of the signatures of a provider.
const FAPI_ALGS: &[&str] = &["ps256", "es256", "eddsa"];

/// What is asked of ID tokens and of other JWTs that the provider signs.
#[derive(Clone, Debug, Default)]
pub(crate) struct IdToken {
    pub(crate) algs: Vec<Word>,
    pub(crate) encrypted: bool,
}

/// Signed requests, bound tokens, and the profile, as far as they are declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standards {
    /// Authorization requests are signed JWTs, with the algorithm if it is declared.
    pub(crate) request_object: Option<Spanned<Option<Word>>>,
    /// Tokens are bound to a key of the session, whose algorithm may be declared.
    pub(crate) dpop: Option<Spanned<Option<Word>>>,
    pub(crate) id_token: Option<Spanned<IdToken>>,
    /// `fapi2` or `fapi2_message_signing`
    pub(crate) profile: Option<Word>,
}

impl Block {
    /// Whether every authorization request is pushed.
    pub(crate) fn pushes(&self) -> bool {
        self.call(CallKind::Par).is_some_and(|call| !call.implied)
            || self.standards.profile.is_some() && self.has(CallKind::Par)
    }

    /// Whether a sign-in needs no request before the browser's own.
    pub(crate) fn begins_directly(&self) -> bool {
        self.has(CallKind::Authorize)
            && self.discovery() == Discovery::None
            && !self.has(CallKind::Par)
            && !self.has(CallKind::Registration)
            && self.standards.request_object.is_none()
    }

    /// Whether the authorization response is a signed JWT.
    pub(crate) fn has_jwt_response(&self) -> bool {
        let callback = self.callback.as_ref();
        callback.is_some_and(|callback| callback.value.jwt.is_some())
    }

    /// Whether a client certificate is how a client authenticates.
    fn authenticates_by_tls(&self) -> bool {
        let calls = self.calls.iter();
        self.client_auth
            .iter()
            .chain(calls.filter_map(|call| call.client_auth.as_ref()))
            .any(|auth| matches!(auth.value, ClientAuth::Certificate))
    }

    /// Puts what a profile asks for where the block is silent.
    pub(crate) fn settle_profile(&mut self) {
        self.mtls |= self.authenticates_by_tls();
        let Some(profile) = self.standards.profile.clone() else {
            return;
        };
        let span = profile.span;
        let key = ClientAuth::PrivateKeyJwt {
            alg: None,
            audience: None,
        };
        self.client_auth.get_or_insert(Spanned::new(key, span));
        if !self.mtls {
            let standard = Spanned::new(None, span);
            self.standards.dpop.get_or_insert(standard);
        }
        let id_token = self
            .standards
            .id_token
            .get_or_insert_with(|| Spanned::new(IdToken::default(), span));
        if id_token.value.algs.is_empty() {
            let algs = FAPI_ALGS.iter().map(|alg| Spanned::new(*alg, span));
            id_token.value.algs = algs.collect();
        }
        if self.has_metadata() && (self.has(CallKind::Authorize) || self.is_all_discovered()) {
            self.settle_sign_in(profile.value, span);
        }
    }

    /// What a profile asks of a sign-in in the browser.
    fn settle_sign_in(&mut self, profile: &str, span: Span) {
        if !self.has(CallKind::Par) {
            self.calls.push(WrittenCall::implied(CallKind::Par, span));
        }
        let callback = self
            .callback
            .get_or_insert_with(|| Spanned::new(super::Callback::default(), span));
        callback.value.iss_required.get_or_insert(span);
        if profile == "fapi2_message_signing" {
            callback.value.jwt.get_or_insert(span);
            let standard = Spanned::new(None, span);
            self.standards.request_object.get_or_insert(standard);
        }
    }
}
