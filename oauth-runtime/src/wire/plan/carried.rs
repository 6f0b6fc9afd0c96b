//! `state` inside the redirect URI, for providers that know no `state` and bring
//! the query of the redirect URI back.

use super::walk::Walk;
use crate::spec::{Param, StatePolicy};
use crate::wire::encode;

/// What a page shows in place of a redirect URI with a state in it.
pub(super) const SHOWN: &str = "redirect_uri with state";

/// Whether a parameter is no parameter of its own, because another carries it.
#[inline]
pub(super) fn travels_inside(walk: &Walk<'_>, param: Param) -> bool {
    param == Param::State && is_declared(walk)
}

/// The state that a parameter carries, if it carries one.
#[inline]
pub(super) fn state_of<'a>(walk: &Walk<'a>, param: Param) -> Option<&'a str> {
    if param != Param::RedirectUri || !is_declared(walk) {
        return None;
    }
    walk.inputs.value(Param::State)
}

/// The redirect URI with the state in its query.
pub(super) fn join(walk: &Walk<'_>, uri: &str, state: &str) -> String {
    let mut joined = uri.to_owned();
    if !uri.is_empty() {
        joined.push(if uri.contains('?') { '&' } else { '?' });
        encode::query(&mut joined, walk.spec.callback.state);
        joined.push('=');
        encode::query(&mut joined, state);
    }
    joined
}

fn is_declared(walk: &Walk<'_>) -> bool {
    walk.spec.callback.state_policy == StatePolicy::InRedirectUri
}
