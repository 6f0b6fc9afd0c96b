//! Steps of a call, and calls that learn a tenant's values.
//!
//! A step is served when it is its turn: one after a call only once the call was
//! granted, and a call only once the steps before it were.

use oauth_runtime::spec::{AnswerSpec, Field, Source, StepSpec};
use serde_json::Value;

use super::api::check;
use super::{Done, family, issue};
use crate::answer::{Document, expiry, kept, success_status};
use crate::read::Request;
use crate::refusal::Refusal;
use crate::route::{Route, Step};
use crate::server::Shared;
use crate::store::{Access, Store};
use crate::template::words;

/// Refuses a call whose steps were not made, and a step whose call was not.
pub(super) fn check_turn(shared: &Shared, route: &Route) -> Result<(), Refusal> {
    let store = shared.store();
    let refused = |text: String, key: &str| Err(Refusal::request(text).key(key));
    if let Some(step) = route.step.filter(|step| step.after) {
        return match store.has_turn(step.spec.name) {
            true => Ok(()),
            false => refused(
                format!(
                    "the step `{}` comes after its call, and no call waits for it",
                    step.spec.name
                ),
                "then",
            ),
        };
    }
    match needed(route).find(|step| !store.has_turn(step.name)) {
        Some(step) => refused(
            format!("the step `{}` has to be made before this call", step.name),
            "before",
        ),
        None => Ok(()),
    }
}

fn needed(route: &Route) -> impl Iterator<Item = &'static StepSpec> {
    let before: &'static [StepSpec] = route.call.before;
    before.iter().filter(|step| !step.optional)
}

/// Notes what a granted request makes possible, and what it used up.
pub(super) fn take_turn(shared: &Shared, route: &Route) {
    let mut store = shared.store();
    match route.step {
        Some(step) if step.after => store.use_turn(step.spec.name),
        Some(step) => store.give_turn(step.spec.name),
        None => {
            needed(route).for_each(|step| store.use_turn(step.name));
            let after: &'static [StepSpec] = route.call.then;
            after.iter().for_each(|step| store.give_turn(step.name));
        }
    }
}

pub(super) fn serve(
    shared: &Shared,
    route: &Route,
    step: Step,
    request: &Request,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let rules = &route.call.answer;
    let access = match step.spec.bearer {
        true => Some(bearer(shared, request)?),
        false => None,
    };
    let mut store = shared.store();
    let access = access.or_else(|| carried(&store, request));
    let generation = access.map(|access| access.generation);
    if step.after && brings_token(rules) {
        let at = access
            .map(|access| access.family)
            .or_else(|| store.newest_family())
            .ok_or_else(|| Refusal::grant("nobody signed in before this step"))?;
        let with_refresh = rules
            .sources(Field::RefreshToken)
            .is_some_and(|sources| !sources.is_empty());
        let done = issue(shared, &mut store, route.call, at, None, with_refresh)?;
        return Ok(done.presented(generation));
    }
    let mut document = Document::new();
    kept(setup, rules, &mut document);
    if step.after {
        let ends = store.newest_end();
        expiry(setup, rules, ends, setup.now(), &mut document);
    }
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))).presented(generation))
}

/// Whether a step after a call answers an access token: it says where, or it
/// declares no answer at all.
fn brings_token(rules: &AnswerSpec) -> bool {
    match rules.sources(Field::AccessToken) {
        Some(sources) => !sources.is_empty(),
        None => rules.fields.is_empty() && rules.keep.is_empty(),
    }
}

/// An access token that stands anywhere in a request.
fn carried(store: &Store, request: &Request) -> Option<Access> {
    words(request).iter().find_map(|word| store.access(word))
}

fn bearer(shared: &Shared, request: &Request) -> Result<Access, Refusal> {
    let setup = &shared.setup;
    let forms = setup.bearers_beside();
    let token = forms.iter().find_map(|form| request.bearer(form));
    let token = token
        .or_else(|| request.scene.access_token.clone())
        .ok_or_else(|| {
            Refusal::new("invalid_token", "no access token where the API takes it")
                .key("api(bearer)")
        })?;
    let default = oauth_runtime::spec::ApiSpec::DEFAULT;
    check(shared, setup.spec.api.unwrap_or(&default), &token).map(|(access, _)| access)
}

/// Answers what a tenant is told about itself.
pub(super) fn learn(shared: &Shared, route: &Route, request: &Request) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let rules = &route.call.answer;
    let access = bearer(shared, request)?;
    let _ = family(&shared.store(), access.family)?;
    let learn = route.learn;
    let mut document = Document::new();
    match learn.and_then(|learn| Some((learn.name, learn.each?))) {
        None => kept(setup, rules, &mut document),
        Some((name, each)) => {
            let count = setup.items.iter().rev().find(|(known, _)| known == name);
            let count = count.map_or(1, |(_, count)| *count);
            let items: Vec<Value> = (0..count)
                .map(|at| {
                    let mut item = Document::new();
                    for keep in rules.keep {
                        let value = setup.kept.iter().find(|(name, _)| name == keep.name);
                        if let Some((_, value)) = value {
                            item.set(keep.source, another(value, at));
                        }
                    }
                    item.into_root()
                })
                .collect();
            match each {
                Source::Path([]) | Source::Body => document = Document::from(items.into()),
                each => document.set(each, items.into()),
            }
        }
    }
    if !document.is_list() {
        document.decide(rules.success.as_ref(), true);
    }
    Ok(Done::new(document.finish(rules, success_status(rules))).presented(Some(access.generation)))
}

/// Whether the items of a list differ in a value. They share what is an address: all
/// of them live on this server.
pub(crate) fn differs(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains("://"),
        other => other.is_number(),
    }
}

/// The value of the first item, and others that differ from it.
fn another(value: &Value, at: usize) -> Value {
    match value {
        Value::String(text) if at > 0 && differs(value) => format!("{text}-{}", at + 1).into(),
        Value::Number(number) if at > 0 => {
            let at = i64::try_from(at).unwrap_or_default();
            (number.as_i64().unwrap_or_default() + at).into()
        }
        other => other.clone(),
    }
}
