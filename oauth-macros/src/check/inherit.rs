//! The calls as they are sent: with what they inherit and how they authenticate.

use proc_macro2::Span;

use super::assertion::check_assertion;
use super::calls::check_auth;
use super::names::Names;
use crate::diag::Sink;
use crate::errors::ParamError;
use crate::model::{Block, Call, CallKind, CheckedCall, ClientAuth, Spanned};

/// Merges each call with the one it starts from. A call that says nothing of
/// its own and starts from `token` is left to the runtime, which knows the rule.
pub(super) fn settle_calls(
    block: &Block,
    written: &[CheckedCall],
    names: &Names<'_>,
    sink: &mut Sink,
) -> (Vec<CheckedCall>, Vec<CheckedCall>) {
    let find = |kind: CallKind| written.iter().find(|call| call.kind == kind);
    let auth = block
        .client_auth
        .as_ref()
        .and_then(|auth| check_auth(auth, None, names, sink));
    let assertion = block
        .assertion
        .as_ref()
        .and_then(|assertion| check_assertion(assertion, None, names, sink));
    let with_top = |call: CheckedCall| {
        let mut call = with_auth(call, auth.as_ref(), block);
        call.assertion = call.assertion.or_else(|| assertion.clone());
        call
    };
    let mut emitted = Vec::new();
    let mut implied = Vec::new();
    for call in written {
        let mut base = find(CallKind::Token);
        if call.kind == CallKind::Refresh {
            base = base
                .or(find(CallKind::ClientCredentials))
                .or(find(CallKind::Password));
        }
        let base = base.filter(|_| call.kind.inherits());
        check_dropped(call, base, sink);
        let merged = match base {
            Some(base) => call.over(base),
            None => call.clone(),
        };
        let merged = with_top(merged);
        let starts_from_token = base.is_some_and(|base| base.kind == CallKind::Token);
        let says_nothing = call.bare || is_only_reason(call);
        if starts_from_token && says_nothing {
            implied.push(merged);
        } else {
            emitted.push(merged);
        }
    }
    if find(CallKind::Refresh).is_none() && block.refreshes() {
        let start = find(CallKind::Token);
        let base = start.or(find(CallKind::Password));
        if let Some(base) = base {
            let own: CheckedCall = Call::new(CallKind::Refresh, base.span);
            let merged = with_top(own.over(base));
            if start.is_some() {
                implied.push(merged)
            } else {
                emitted.push(merged)
            }
        }
    }
    (emitted, implied)
}

/// A parameter that is not taken over must be one that could be.
fn check_dropped(call: &CheckedCall, base: Option<&CheckedCall>, sink: &mut Sink) {
    let known = base.map_or(&[][..], |base| &base.params);
    for dropped in &call.dropped {
        if known.iter().all(|param| param.name.value != dropped.value) {
            let name = dropped.value.clone();
            sink.push(dropped.span, ParamError::NotInherited { name });
        }
    }
}

/// `password(reason = "...")` says nothing about the wire.
fn is_only_reason(call: &CheckedCall) -> bool {
    call.kind == CallKind::Password
        && call.url.is_none()
        && call.rules.is_empty()
        && call.params.is_empty()
        && call.headers.is_empty()
        && call.order.is_empty()
        && call.method.is_none()
        && call.place.is_none()
        && call.client_auth.is_none()
        && call.accept.is_none()
        && call.content_type.is_none()
        && !call.empty_body
        && call.assertion.is_none()
        && call.answer.fields.is_empty()
        && call.answer.keep.is_empty()
        && call.answer.format.is_none()
        && call.answer.expires.is_none()
        && call.before.is_none()
        && call.then.is_none()
}

fn with_auth(
    mut call: CheckedCall,
    top: Option<&Spanned<ClientAuth<Vec<crate::model::Part>>>>,
    block: &Block,
) -> CheckedCall {
    if call.client_auth.is_none() {
        let inherited = top.filter(|_| call.kind.authenticates()).cloned();
        let standard = match call.kind.authenticates() {
            true if call.url.is_none() && block.has_metadata() => ClientAuth::Discovered,
            true => ClientAuth::Body,
            false => ClientAuth::None,
        };
        call.client_auth = inherited.or(Some(Spanned::new(standard, Span::call_site())));
    }
    call
}
