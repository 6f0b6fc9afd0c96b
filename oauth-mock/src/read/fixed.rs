//! Parameters whose value the declaration fixes.

use oauth_runtime::spec::{ExtraParam, Param, Part, Place, Slot, ValueSpec};
use serde_json::Value;

use super::expect::{Expected, fixed_text};
use super::leftover::Claims;
use super::{Request, locate, place_name};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;
use crate::template::{Pattern, Values, plain};

/// Holds a standard parameter against its fixed value, if it has one.
pub(super) fn standard(
    setup: &Setup,
    route: &Route,
    request: &Request,
    wanted: &Expected,
    given: &Value,
) -> Result<(), Refusal> {
    let (kind, param) = (route.kind, wanted.param);
    let declared = route.call.rule(param).and_then(|rule| rule.value);
    let good = match (&declared, fixed_text(setup, kind, route.call, param)) {
        (Some(value), _) => is(setup, request, value, given, wanted.place),
        (None, Some(pattern)) => pattern.matches(&plain(given)),
        (None, None) => true,
    };
    if good {
        return Ok(());
    }
    let text = format!("`{}` has another value than the declared one", wanted.name);
    Err(match param {
        Param::GrantType => Refusal::new("unsupported_grant_type", text),
        Param::ResponseType => Refusal::new("unsupported_response_type", text),
        _ => Refusal::request(text),
    }
    .of(kind, "params", param))
}

/// Reads a declared parameter beyond the standard ones.
pub(super) fn extra(
    setup: &Setup,
    route: &Route,
    request: &Request,
    extra: &ExtraParam,
    claims: &mut Claims,
) -> Result<(), Refusal> {
    let place = extra.place.unwrap_or(route.call.place);
    let key = || format!("{}(params({}))", route.kind.key(), extra.name);
    let Some(given) = request.value(setup, place, extra.name) else {
        return match can_be_unset(setup, &extra.value) {
            true => Ok(()),
            false => Err(Refusal::request(format!(
                "`{}` is missing in the {}",
                extra.name,
                place_name(place)
            ))
            .key(key())),
        };
    };
    claims.add(setup, place, extra.name, request);
    match is(setup, request, &extra.value, &given, place) {
        true => Ok(()),
        false => Err(Refusal::request(format!(
            "`{}` has another value than the declared one",
            extra.name
        ))
        .key(key())),
    }
}

/// What came for declared values that are a slot and nothing else.
pub(super) fn carried(setup: &Setup, route: &Route, request: &Request) -> Vec<(Slot, String)> {
    let call = route.call;
    let rules = call.rules.iter().filter_map(|rule| {
        let (place, name) = locate(setup, route.kind, call, rule.param);
        Some((place, name, rule.value?))
    });
    let extras = call
        .params
        .iter()
        .map(|extra| (extra.place.unwrap_or(call.place), extra.name, extra.value));
    rules
        .chain(extras)
        .filter_map(|(place, name, value)| match value {
            ValueSpec::Text([Part::Slot(slot, _)]) => {
                Some((*slot, request.text(setup, place, name)?))
            }
            _ => None,
        })
        .collect()
}

/// Holds the query that belongs to the URL itself against the request.
pub(super) fn url_query(
    setup: &Setup,
    route: &Route,
    request: &Request,
    claims: &mut Claims,
) -> Result<(), Refusal> {
    for (name, wanted) in &route.fixed_query {
        let given = request.text(setup, Place::Query, name);
        let matches =
            |wanted: &Pattern| given.as_deref().is_some_and(|given| wanted.matches(given));
        let computed = || {
            setup.clients.iter().any(|client| {
                let values = setup.values(Some(&client)).at(&request.scene);
                let filled = route.query(values);
                filled
                    .iter()
                    .any(|(known, wanted)| known == name && matches(wanted))
            })
        };
        if !(matches(wanted) && (!route.is_live || computed())) {
            return Err(Refusal::request(format!(
                "the URL's own `{name}` is missing in the query"
            ))
            .key(format!("{}(url)", route.kind.key())));
        }
        claims.add(setup, Place::Query, name, request);
    }
    Ok(())
}

fn can_be_unset(setup: &Setup, value: &ValueSpec) -> bool {
    matches!(value, ValueSpec::Text(parts) if setup.values(None).fill(parts).is_err())
}

/// Whether a value is the declared one, for any of the registered clients.
fn is(setup: &Setup, request: &Request, declared: &ValueSpec, given: &Value, place: Place) -> bool {
    let typed = place == Place::Json;
    setup.clients.iter().any(|client| {
        equal(
            &setup.values(Some(&client)).at(&request.scene),
            declared,
            given,
            typed,
        )
    })
}

pub(super) fn equal(values: &Values<'_>, declared: &ValueSpec, given: &Value, typed: bool) -> bool {
    match declared {
        ValueSpec::Text(parts) => {
            let is_text = given.is_string() || !typed;
            is_text
                && values
                    .fill(parts)
                    .is_ok_and(|pattern| pattern.matches(&plain(given)))
        }
        ValueSpec::Number(number) => (given.is_number() || !typed) && plain(given) == *number,
        ValueSpec::Bool(truth) => {
            (given.is_boolean() || !typed) && plain(given) == truth.to_string()
        }
        ValueSpec::Object(fields) => given.as_object().is_some_and(|object| {
            let known = |name: &String| fields.iter().any(|(key, _)| key == name);
            object.keys().all(known)
                && fields.iter().all(|(key, value)| match object.get(*key) {
                    Some(given) => equal(values, value, given, typed),
                    None => is_unset(values, value),
                })
        }),
        ValueSpec::Array(items) => given.as_array().is_some_and(|array| {
            let set: Vec<_> = items
                .iter()
                .filter(|item| !is_unset(values, item))
                .collect();
            set.len() == array.len()
                && set
                    .into_iter()
                    .zip(array)
                    .all(|(value, given)| equal(values, value, given, typed))
        }),
        _ => false,
    }
}

/// Whether a value is left out, because a variable in it has none.
fn is_unset(values: &Values<'_>, value: &ValueSpec) -> bool {
    matches!(value, ValueSpec::Text(parts) if values.fill(parts).is_err())
}
