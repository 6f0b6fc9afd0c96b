//! Which templates of a call need the request itself.

use oauth_runtime::spec::{CallSpec, ClientAuth, Part, Slot, ValueSpec};

/// Whether a template has a part, also inside of functions.
fn uses(parts: &[Part], is: &dyn Fn(&Part) -> bool) -> bool {
    parts.iter().any(|part| {
        is(part)
            || matches!(part, Part::Call(_, arguments, _)
                if arguments.iter().any(|parts| uses(parts, is)))
    })
}

/// Whether any template of a value has a part.
pub(super) fn in_value(value: &ValueSpec, is: &dyn Fn(&Part) -> bool) -> bool {
    match value {
        ValueSpec::Text(parts) => uses(parts, is),
        ValueSpec::Object(fields) => fields.iter().any(|(_, value)| in_value(value, is)),
        ValueSpec::Array(items) => items.iter().any(|value| in_value(value, is)),
        _ => false,
    }
}

/// Whether any template of a call has a part.
pub(crate) fn in_call(call: &CallSpec, is: &dyn Fn(&Part) -> bool) -> bool {
    let in_auth = matches!(call.client_auth, ClientAuth::Authorization(parts) if uses(parts, is));
    let in_jwt = call.assertion.is_some_and(|jwt| {
        let mut members = jwt.header.iter().chain(jwt.claims);
        members.any(|(_, value)| in_value(value, is))
    });
    let mut rules = call.rules.iter().filter_map(|rule| rule.value);
    in_auth
        || in_jwt
        || uses(call.url.rest, is)
        || call.headers.iter().any(|header| uses(header.value, is))
        || call.params.iter().any(|param| in_value(&param.value, is))
        || rules.any(|value| in_value(&value, is))
}

/// Whether a template changes from request to request.
pub(crate) fn is_live(part: &Part) -> bool {
    match part {
        Part::Lit(_) | Part::Var(..) => false,
        Part::Slot(slot, _) => !matches!(
            slot,
            Slot::ClientId
                | Slot::ClientSecret
                | Slot::Token(_)
                | Slot::Callback(_)
                | Slot::Step(..)
        ),
        _ => true,
    }
}
