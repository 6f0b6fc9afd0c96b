//! Scopes, joined as the provider wants them.

use oauth_runtime::capability::PersonSignIn;
use oauth_runtime::spec::ScopeListSpec;
use oauth_runtime::{Client, DynClient, ScopeSet};

/// What a sign-in with the client `C` can ask for: scopes of the client's provider,
/// or for a [`DynClient`] the joined text.
pub trait Scopes<C> {
    /// The scopes as they are sent.
    fn joined(self) -> String;
}

impl<P: PersonSignIn, S: IntoIterator<Item = P::Scope>> Scopes<Client<P>> for S {
    fn joined(self) -> String {
        join(&P::SPEC.scopes, self)
    }
}

impl<S: Into<String>> Scopes<DynClient> for S {
    fn joined(self) -> String {
        self.into()
    }
}

pub(crate) fn join<S: ScopeSet>(
    list: &ScopeListSpec,
    scopes: impl IntoIterator<Item = S>,
) -> String {
    let mut joined = String::new();
    for scope in scopes {
        if !joined.is_empty() {
            joined.push_str(list.delimiter);
        }
        joined.push_str(&scope.value());
    }
    joined
}
