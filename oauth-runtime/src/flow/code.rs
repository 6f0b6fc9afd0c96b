//! The exchange of a code for tokens, RFC 6749 §4.1.3.

use std::sync::Arc;

use super::asked::kept_resources;
use super::callback::Accepted;
use super::id_token::{self, Sent};
use super::pending::PendingSignIn;
use super::steps;
use crate::client::Core;
use crate::dpop::DpopKey;
use crate::error::Error;
use crate::secret::Secret;
use crate::session::DynSession;
use crate::spec::CallKind;
use crate::token::{Kept, TokenSet};
use crate::wire::Inputs;

/// From an accepted response to a session.
pub(super) async fn exchange(
    core: Arc<Core>,
    pending: PendingSignIn,
    accepted: Accepted,
) -> Result<DynSession, Error> {
    let key = match &pending.dpop_key {
        Some(begun) => core.session_key(CallKind::Token, Some(begun))?,
        None => None,
    };
    let exchange = Exchange {
        redirect_uri: pending.redirect_uri.as_deref(),
        scope: &pending.scope,
        verifier: pending.verifier.as_ref(),
        state: pending.state.as_ref(),
        resources: &pending.resources,
        key: key.as_ref().map(|begun| &begun.key),
        ..Exchange::of(&accepted.code, &accepted.kept)
    };
    let mut tokens = match exchange_code(&core, &exchange).await {
        Ok(tokens) => tokens,
        Err(error) => return Err(core.after_client_error(error).await),
    };
    tokens.client = core.client_of_tokens();
    if let Some(key) = key {
        key.bind(&mut tokens);
    }
    let sent = Sent {
        nonce: pending.nonce.as_ref(),
        code: Some(&accepted.code),
        max_age: pending.max_age,
        acr: &pending.acr,
    };
    id_token::check(&core, &mut tokens, sent).await?;
    DynSession::signed_in(core, tokens).await
}

/// A code, and what it was asked for with.
pub(super) struct Exchange<'a> {
    pub(super) code: &'a Secret,
    pub(super) kept: &'a Kept,
    pub(super) redirect_uri: Option<&'a str>,
    pub(super) scope: &'a str,
    pub(super) verifier: Option<&'a Secret>,
    pub(super) state: Option<&'a Secret>,
    pub(super) resources: &'a [String],
    /// What the tokens will be bound to (RFC 9449).
    pub(super) key: Option<&'a DpopKey>,
}

impl<'a> Exchange<'a> {
    /// A code that came without a browser.
    pub(super) const fn of(code: &'a Secret, kept: &'a Kept) -> Self {
        Self {
            code,
            kept,
            redirect_uri: None,
            scope: "",
            verifier: None,
            state: None,
            resources: &[],
            key: None,
        }
    }
}

/// The access token request with a code, RFC 6749 §4.1.3.
pub(super) async fn exchange_code(core: &Core, exchange: &Exchange<'_>) -> Result<TokenSet, Error> {
    let Exchange {
        redirect_uri,
        scope,
        resources,
        ..
    } = *exchange;
    let inputs = Inputs {
        code: Some(exchange.code.into()),
        redirect_uri,
        scope: Some(scope),
        code_verifier: exchange.verifier.map(Into::into),
        state: exchange.state.map(Into::into),
        callback_values: Some(exchange.kept),
        resources,
        dpop: exchange.key,
        ..core.inputs(CallKind::Token)
    };
    let mut tokens = steps::grant(core, CallKind::Token, &inputs).await?;
    tokens.kept.fill_from(exchange.kept);
    tokens.redirect_uri = redirect_uri.map(str::to_owned);
    if !scope.is_empty() {
        tokens.requested_scope = Some(scope.to_owned());
    }
    tokens.requested_params = kept_resources(resources);
    Ok(tokens)
}
