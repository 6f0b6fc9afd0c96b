//! The list of rules, in the order in which they build on each other.

use quote::quote;

use super::answers::{check_answer, collect_kept};
use super::assertion::check_assertion_use;
use super::auth::{
    check_client_credentials, check_literals, check_places, check_query_secrets, check_reason,
    check_renames,
};
use super::calls::{check_call, check_origin};
use super::grants::check_grants;
use super::headers::{check_headers, check_top_headers};
use super::identity::{check_identity, resolve_identity};
use super::inherit::settle_calls;
use super::names::Names;
use super::params::{check_collisions, check_rules, settle_foreign, settle_inherited};
use super::redirect::check_redirect;
use super::scopes::check_scopes;
use super::second::check_seconds;
use super::standards::{check_secret_beside, check_standards};
use super::steps::{check_learn, check_steps};
use super::vars::{check_kept, check_pattern, check_unused, check_vars};
use super::xml::check_xml;
use crate::diag::Sink;
use crate::model::{Block, CallKind, CheckedCall, Provider, WrittenCall};
use crate::parse::Item;

/// What is said about a call without its placeholders.
pub(super) fn check_written(call: &WrittenCall, block: &Block, sink: &mut Sink) {
    check_rules(call, sink);
    check_literals(call, sink);
    check_places(call, sink);
    check_headers(call, sink);
    check_answer(call, block, sink);
    check_kept(&call.answer.keep, sink);
    let trust = call.api.trust.iter();
    trust.for_each(|pattern| check_pattern(pattern, sink));
}

/// Checks a block. The provider is what could be made of it: where mistakes
/// were reported, its names still serve the code around it.
pub(crate) fn check(item: &Item, block: Block, sink: &mut Sink) -> Provider {
    let provider = check_block(item, block, sink);
    let seconds = check_seconds(item, provider.block(), sink);
    provider.with_seconds(seconds)
}

/// The block alone, without its second tokens.
pub(super) fn check_block(item: &Item, block: Block, sink: &mut Sink) -> Provider {
    let provider = item.ident.to_string();
    let names = Names::of(&block);
    check_identity(&block, sink);
    let identity = resolve_identity(&block, &names, sink);
    check_vars(&block, &provider, sink);
    check_top_headers(&block, sink);
    check_origin(&block, &names, sink);
    for (list, second) in [(&block.scopes, false), (&block.second_scopes, true)] {
        if let Some(list) = list {
            check_scopes(list, second, sink);
        }
    }
    if let Some(callback) = &block.callback {
        check_kept(&callback.value.keep, sink);
    }
    if let Some(redirect) = &block.redirect {
        check_redirect(&redirect.value, sink);
    }
    let mut calls: Vec<CheckedCall> = Vec::new();
    for call in &block.calls {
        check_written(call, &block, sink);
        check_steps(call, &block, sink);
        for step in call.steps() {
            check_written(step, &block, sink);
        }
        let mut checked = check_call(call, &block, &names, sink);
        settle_foreign(&mut checked);
        calls.push(checked);
    }
    let learn = check_learn(&block, &names, sink);
    check_grants(&block, &provider, sink);
    check_standards(&block, sink);
    let (mut emitted, mut implied) = settle_calls(&block, &calls, &names, sink);
    settle_inherited(&mut emitted, &mut implied);
    for call in emitted.iter().chain(&implied) {
        check_collisions(call, sink);
        check_xml(call, sink);
        check_renames(call, sink);
        check_secret_beside(call, sink);
        check_query_secrets(call, &names, sink);
        if call.kind == CallKind::ClientCredentials {
            check_client_credentials(call, &block, sink);
        }
    }
    check_assertion_use(&block, emitted.iter().chain(&implied), sink);
    for call in &block.calls {
        check_reason(call, &names, sink);
    }
    check_unused(&block, &names, sink);
    let kept = collect_kept(&block, sink);
    let runtime = block
        .runtime
        .clone()
        .unwrap_or_else(|| quote!(::oauth_runtime));
    Provider::new(
        item.ident.clone(),
        item.vis.clone(),
        runtime,
        block,
        emitted,
        learn,
        kept,
    )
    .with_identity(identity)
}
