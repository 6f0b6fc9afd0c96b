use proc_macro2::{Ident, TokenStream};

use super::block::Block;
use super::call::{CallKind, CheckedCall};
use super::second::Second;
use super::template::Template;
use super::var::Kept;

/// What follows the provider's name in the names of its items.
pub(crate) const TAKEN: &[&str] = &["Scope", "SecondScope", "Vars", "Extras", "Client"];

/// Who the provider is and what its tokens are for, with placeholders resolved.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    pub(crate) issuer: Option<Template>,
    pub(crate) resource: Option<Template>,
}

/// A checked provider. Only `check` makes one.
#[derive(Debug)]
pub(crate) struct Provider {
    ident: Ident,
    vis: TokenStream,
    runtime: TokenStream,
    block: Block,
    calls: Vec<CheckedCall>,
    learn: Vec<CheckedCall>,
    kept: Vec<Kept>,
    seconds: Vec<(Second, Self)>,
    identity: Identity,
}

impl Provider {
    pub(crate) const fn new(
        ident: Ident,
        vis: TokenStream,
        runtime: TokenStream,
        block: Block,
        calls: Vec<CheckedCall>,
        learn: Vec<CheckedCall>,
        kept: Vec<Kept>,
    ) -> Self {
        Self {
            ident,
            vis,
            runtime,
            block,
            calls,
            learn,
            kept,
            seconds: Vec::new(),
            identity: Identity {
                issuer: None,
                resource: None,
            },
        }
    }

    /// The provider with who it is.
    pub(crate) fn with_identity(mut self, identity: Identity) -> Self {
        self.identity = identity;
        self
    }

    /// Who the provider is.
    pub(crate) const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The provider with its second tokens, each as it sees the provider.
    pub(crate) fn with_seconds(mut self, seconds: Vec<(Second, Self)>) -> Self {
        self.seconds = seconds;
        self
    }

    /// The second tokens.
    pub(crate) fn seconds(&self) -> &[(Second, Self)] {
        &self.seconds
    }

    /// Replaces how the first token is read by how a second one is.
    pub(crate) fn read_second(&mut self, second: &Second) {
        let token = self
            .calls
            .iter_mut()
            .find(|call| call.kind == CallKind::Token);
        if let Some(token) = token {
            token.answer = second.answer_over(&token.answer);
        }
    }

    /// The struct's name.
    pub(crate) const fn ident(&self) -> &Ident {
        &self.ident
    }

    /// The struct's visibility.
    pub(crate) const fn vis(&self) -> &TokenStream {
        &self.vis
    }

    /// Path of the runtime crate.
    pub(crate) const fn runtime(&self) -> &TokenStream {
        &self.runtime
    }

    /// What is declared beside the calls.
    pub(crate) const fn block(&self) -> &Block {
        &self.block
    }

    /// The calls, with what they inherit.
    pub(crate) fn calls(&self) -> &[CheckedCall] {
        &self.calls
    }

    /// The calls that learn a tenant's values.
    pub(crate) fn learn(&self) -> &[CheckedCall] {
        &self.learn
    }

    /// The values kept from token answers and the callback, each name once.
    pub(crate) fn kept(&self) -> &[Kept] {
        &self.kept
    }

    /// The call of a kind.
    pub(crate) fn call(&self, kind: CallKind) -> Option<&CheckedCall> {
        self.calls.iter().find(|call| call.kind == kind)
    }
}
