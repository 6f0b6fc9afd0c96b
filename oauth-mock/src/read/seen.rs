//! What a request tells of the values that only its sender knew: its time, its UUID,
//! the token that it carries.

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{ClientAuth, Part, Place, Slot, ValueSpec};
use serde_json::Value;

use super::{Body, Request, locate};
use crate::route::Route;
use crate::setup::Setup;
use crate::template::{Found, Values, plain};

/// By so many seconds the sender's clock may be off.
const APART: u64 = 5;

/// What a request tells of itself. It has no `Debug`: some of it is secret.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    /// The one time in all its values.
    pub(crate) now: Option<SystemTime>,
    /// Names and values of query and form but those that are made of all of them.
    pub(crate) pairs: Vec<(String, String)>,
    slots: Found,
}

impl Seen {
    pub(super) fn of(setup: &Setup, route: &Route, request: &Request) -> Self {
        let mut seen = Self {
            now: None,
            pairs: pairs(route, request),
            slots: vec![(Slot::Path, request.path.clone())],
        };
        if !request.text.is_empty() {
            seen.slots.push((Slot::Body, request.text.clone()));
        }
        let sent = sent(setup, route, request);
        for (parts, text) in &sent {
            let found = filled(setup, None, parts).find_map(|pattern| pattern.read(text));
            for (slot, value) in found.into_iter().flatten() {
                if seen.slot(slot).is_none() {
                    seen.slots.push((slot, value));
                }
            }
        }
        seen.now = Some(time(setup, &seen, &sent));
        seen
    }

    /// What stands in a slot of the request.
    pub(crate) fn slot(&self, slot: Slot) -> Option<String> {
        let found = self.slots.iter().find(|(known, _)| *known == slot);
        found.map(|(_, value)| value.clone())
    }
}

/// The time that the request says it has, near the server's own.
fn time(setup: &Setup, seen: &Seen, sent: &[(&'static [Part], String)]) -> SystemTime {
    let now = setup.now();
    let timed: Vec<_> = sent.iter().filter(|(parts, _)| has_time(parts)).collect();
    if timed.is_empty() {
        return now;
    }
    let fits = |moment: &SystemTime| {
        let then = Seen {
            now: Some(*moment),
            ..seen.clone()
        };
        timed.iter().all(|(parts, text)| {
            filled(setup, Some(&then), parts).any(|pattern| pattern.matches(text))
        })
    };
    let near = (0..=APART).flat_map(|seconds| {
        let by = Duration::from_secs(seconds);
        [now.checked_sub(by), now.checked_add(by)]
    });
    near.flatten().find(fits).unwrap_or(now)
}

fn has_time(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Now(..) => true,
        Part::Call(_, arguments, _) => arguments.iter().any(|argument| has_time(argument)),
        _ => false,
    })
}

/// A template as each of the registered clients would fill it.
fn filled<'a>(
    setup: &'a Setup,
    seen: Option<&'a Seen>,
    parts: &'static [Part],
) -> impl Iterator<Item = crate::template::Pattern> + 'a {
    setup.clients.iter().filter_map(move |client| {
        let values = Values {
            seen,
            ..setup.values(Some(client))
        };
        values.fill(parts).ok()
    })
}

/// The declared templates of a request, each with the text that came for it.
fn sent(setup: &Setup, route: &Route, request: &Request) -> Vec<(&'static [Part], String)> {
    let call = route.call;
    let mut sent = Vec::new();
    let rules: &'static [_] = call.rules;
    for rule in rules {
        let (place, name) = locate(setup, route.kind, call, rule.param);
        if let (Some(declared), Some(given)) = (&rule.value, request.value(setup, place, name)) {
            texts(declared, &given, &mut sent);
        }
    }
    let extras: &'static [_] = call.params;
    for extra in extras {
        let place = extra.place.unwrap_or(call.place);
        if let Some(given) = request.value(setup, place, extra.name) {
            texts(&extra.value, &given, &mut sent);
        }
    }
    let headers: &'static [_] = call.headers;
    for header in headers {
        let given = request.header(header.name).map(str::to_owned);
        sent.extend(given.map(|given| (header.value, given)));
    }
    if let ClientAuth::Authorization(parts) = setup.client_auth(route.kind, call) {
        let given = request.header("authorization").map(str::to_owned);
        sent.extend(given.map(|given| (parts, given)));
    }
    sent
}

fn texts(declared: &'static ValueSpec, given: &Value, sent: &mut Vec<(&'static [Part], String)>) {
    match declared {
        ValueSpec::Text(parts) => sent.push((parts, plain(given))),
        ValueSpec::Object(fields) => {
            for (name, value) in *fields {
                if let Some(given) = given.get(name) {
                    texts(value, given, sent);
                }
            }
        }
        ValueSpec::Array(items) => {
            for (value, given) in items.iter().zip(given.as_array().into_iter().flatten()) {
                texts(value, given, sent);
            }
        }
        _ => (),
    }
}

/// Query and form, without what is made of them.
fn pairs(route: &Route, request: &Request) -> Vec<(String, String)> {
    let made = |place: Place, name: &str| {
        let own =
            route.call.params.iter().find(|extra| {
                extra.name == name && extra.place.unwrap_or(route.call.place) == place
            });
        own.is_some_and(|extra| matches!(extra.value, ValueSpec::Text(parts) if of_all(parts)))
    };
    let query = request.query.iter().map(|pair| (Place::Query, pair));
    let form = match &request.body {
        Body::Form(pairs) => pairs.as_slice(),
        _ => &[],
    };
    query
        .chain(form.iter().map(|pair| (Place::Form, pair)))
        .filter(|(place, pair)| !made(*place, &pair.name))
        .map(|(_, pair)| (pair.name.clone(), pair.value.clone()))
        .collect()
}

/// Whether a template uses the parameters or the body of its own request.
fn of_all(parts: &[Part]) -> bool {
    use oauth_runtime::spec::Function::SortedParams;
    parts.iter().any(|part| match part {
        Part::Slot(Slot::Body, _) | Part::Call(SortedParams, ..) => true,
        Part::Call(_, arguments, _) => arguments.iter().any(|argument| of_all(argument)),
        _ => false,
    })
}
