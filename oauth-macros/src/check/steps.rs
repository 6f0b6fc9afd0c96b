//! Steps before and after a call, and calls that learn a tenant's values.

use proc_macro2::Span;

use super::calls::check_call;
use super::names::Names;
use super::params::settle_foreign;
use super::rules::check_written;
use crate::diag::Sink;
use crate::errors::StepError;
use crate::model::{Block, CallKind, CheckedCall, ClientAuth, Spanned, WrittenCall};

/// Names that mean something else in a placeholder.
const RESERVED: &[&str] = &["token", "callback", "hook"];

/// Steps of a call, before and after.
type Steps = (Option<Vec<CheckedCall>>, Option<Vec<CheckedCall>>);

/// Rules on the steps of a call as they are written.
pub(super) fn check_steps(call: &WrittenCall, block: &Block, sink: &mut Sink) {
    let lists = [("before", &call.before), ("then", &call.then)];
    for (list, steps) in lists {
        let first = steps.iter().flatten().next();
        if let Some(step) = first.filter(|_| !call.kind.yields_token()) {
            let call = call.written();
            sink.push(step.span, StepError::Misplaced { call, list });
        }
    }
    for step in call.steps() {
        check_steps(step, block, sink);
        check_named(step, block, sink);
    }
}

fn check_named(step: &WrittenCall, block: &Block, sink: &mut Sink) {
    let name = step.step_name().to_owned();
    let is_var = block.vars.iter().any(|var| var.name.value == name);
    if is_var || RESERVED.contains(&name.as_str()) {
        sink.push(step.span, StepError::Reserved { name });
    } else if step.url.is_none() && !block.unreadable {
        sink.push(step.span, StepError::NoUrl { name });
    }
}

/// Resolves the steps of a call, and leaves the scene as the call itself finds it.
pub(super) fn resolve_steps(
    call: &WrittenCall,
    block: &Block,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Steps {
    // A step's own steps are refused already, and its scene is that of its call.
    if call.kind == CallKind::Step {
        return (None, None);
    }
    let resolve = |steps: &[WrittenCall], sink: &mut Sink| -> Vec<CheckedCall> {
        let each = steps.iter().map(|step| {
            let resolved = resolve_one(step, block, names, sink);
            names.scene.borrow_mut().made(step);
            resolved
        });
        each.collect()
    };
    names.scene.borrow_mut().clear(Some(call.kind));
    let before = call.before.as_deref().map(|steps| resolve(steps, sink));
    let base = block.call(CallKind::Token).filter(|_| call.kind.inherits());
    if before.is_none() {
        let inherited = base.and_then(|base| base.before.as_deref());
        let mut scene = names.scene.borrow_mut();
        inherited
            .unwrap_or_default()
            .iter()
            .for_each(|step| scene.made(step));
    }
    names.scene.borrow_mut().answered();
    let then = call.then.as_deref().map(|steps| resolve(steps, sink));
    // What the steps after a call keep is not known in the call itself.
    let mut scene = names.scene.borrow_mut();
    scene.clear(None);
    let first = call.before.as_deref();
    let first = first.or(base.and_then(|base| base.before.as_deref()));
    first
        .unwrap_or_default()
        .iter()
        .for_each(|step| scene.made(step));
    (before, then)
}

fn resolve_one(
    step: &WrittenCall,
    block: &Block,
    names: &Names<'_>,
    sink: &mut Sink,
) -> CheckedCall {
    let mut resolved = check_call(step, block, names, sink);
    settle_foreign(&mut resolved);
    let none = || Spanned::new(ClientAuth::None, Span::call_site());
    resolved.client_auth.get_or_insert_with(none);
    resolved
}

/// Checks the calls in `learn(...)`.
pub(super) fn check_learn(block: &Block, names: &Names<'_>, sink: &mut Sink) -> Vec<CheckedCall> {
    let mut learn = Vec::new();
    for call in &block.learn {
        check_written(call, block, sink);
        check_steps(call, block, sink);
        check_named(call, block, sink);
        if call.answer.keep.is_empty() && call.url.is_some() {
            let name = call.step_name().to_owned();
            sink.push(call.span, StepError::LearnsNothing { name });
        }
        learn.push(resolve_one(call, block, names, sink));
    }
    names.scene.borrow_mut().all(block);
    learn
}
