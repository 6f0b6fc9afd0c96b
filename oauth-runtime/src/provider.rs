//! What the macro implements for a declared provider.

use std::borrow::Cow;
use std::fmt::Debug;

use crate::spec::ProviderSpec;
use crate::token::Kept;

/// A provider declared with `#[oauth_provider(...)]`.
///
/// The macro writes this implementation; there is no reason to write one by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an OAuth provider",
    label = "not declared with `oauth_provider`",
    note = "put `#[oauth_provider(...)]` on the struct, or take a provider from a provider crate"
)]
pub trait Provider: Copy + Debug + Send + Sync + 'static {
    /// The per-tenant values a client needs.
    type Vars: Vars;
    /// The named scopes.
    type Scope: ScopeSet;
    /// The scopes of the second list, if the provider has one.
    type SecondScope: ScopeSet;
    /// The values kept from token answers and callbacks.
    type Extras: Extras;
    /// The declaration as data.
    const SPEC: &'static ProviderSpec;
}

/// The per-tenant values of a provider: a plain struct with a field for each variable.
pub trait Vars: Clone + Debug + Send + Sync + 'static {
    /// The value of the variable with this index in
    /// [`ProviderSpec::vars`]; `None` when it is unset.
    fn value(&self, index: usize) -> Option<&str>;
}

/// The values of a provider that has no tenant variables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoVars;

impl Vars for NoVars {
    fn value(&self, _index: usize) -> Option<&str> {
        None
    }
}

/// The named scopes of a provider: an enum with a variant for each and an open escape.
pub trait ScopeSet: Clone + Debug + PartialEq + Send + Sync + 'static {
    /// The scope as it stands on the wire.
    fn value(&self) -> Cow<'_, str>;
    /// The scope with this text. An unknown text becomes the open escape.
    fn from_value(value: &str) -> Self;
}

/// The scope type of a provider that names none: any text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OpenScope(Cow<'static, str>);

impl OpenScope {
    /// A scope with this text.
    pub fn new(value: impl Into<Cow<'static, str>>) -> Self {
        Self(value.into())
    }
}

impl From<&'static str> for OpenScope {
    fn from(value: &'static str) -> Self {
        Self::new(value)
    }
}

impl From<String> for OpenScope {
    fn from(value: String) -> Self {
        Self::new(value)
    }
}

impl ScopeSet for OpenScope {
    fn value(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }

    fn from_value(value: &str) -> Self {
        Self(Cow::Owned(value.to_owned()))
    }
}

/// The scope type of a second list that does not exist: it has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoScope {}

impl ScopeSet for NoScope {
    fn value(&self) -> Cow<'_, str> {
        match *self {}
    }

    #[expect(
        clippy::unreachable,
        reason = "no list, so nothing is ever parsed into it"
    )]
    fn from_value(_value: &str) -> Self {
        unreachable!("a provider without a second scope list reads no second scopes")
    }
}

/// The values kept from token answers and callbacks, as a typed struct.
pub trait Extras: Clone + Debug + Send + Sync + 'static {
    /// Reads the struct from what was kept.
    fn read(kept: &Kept) -> Self;
}

/// The extras of a provider that keeps none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoExtras;

impl Extras for NoExtras {
    fn read(_kept: &Kept) -> Self {
        Self
    }
}
