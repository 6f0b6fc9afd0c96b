//! Whether a provider learns the client id at all. Where the user's own name and
//! password are all that it asks for, there is none to give.

use super::client_auth::Sent;
use super::standard::parameters;
use crate::spec::{
    BasicContent, CallSpec, ClientAuth, Param, Part, Presence, ProviderSpec, Slot, UrlSpec,
    ValueSpec,
};

/// Whether a request of the provider carries the client id.
pub(crate) fn sends_client_id(spec: &ProviderSpec) -> bool {
    let api = spec.api.map(|api| &api.call);
    let learned = spec.learn.iter().map(|learn| &learn.call);
    spec.calls.iter().chain(api).chain(learned).any(in_call)
        || spec
            .second_tokens
            .iter()
            .any(|second| sends_client_id(second.spec))
}

fn in_call(call: &CallSpec) -> bool {
    let steps = call.before.iter().chain(call.then);
    as_param(call)
        || in_auth(&call.client_auth)
        || in_url(&call.url)
        || call.rules.iter().any(|rule| {
            rule.value
                .as_ref()
                .is_some_and(|value| rule.presence != Presence::Omit && in_value(value))
        })
        || call.params.iter().any(|param| in_value(&param.value))
        || call.headers.iter().any(|header| in_parts(header.value))
        || call.assertion.is_some_and(|assertion| {
            let members = assertion.header.iter().chain(assertion.claims);
            in_parts(assertion.key) || members.into_iter().any(|(_, value)| in_value(value))
        })
        || steps.into_iter().any(|step| in_call(&step.call))
}

fn as_param(call: &CallSpec) -> bool {
    let own = parameters(call.kind)
        .iter()
        .any(|(param, _)| *param == Param::ClientId);
    let by_auth = matches!(
        Sent::of(&call.client_auth, Param::ClientId),
        Sent::Param | Sent::Query
    );
    own && match call.rule(Param::ClientId) {
        None => by_auth,
        Some(rule) if rule.presence == Presence::Omit || rule.value.is_some() => false,
        Some(rule) => by_auth || rule.presence != Presence::Standard,
    }
}

fn in_auth(auth: &ClientAuth) -> bool {
    match auth {
        ClientAuth::Basic(basic) => basic.content != BasicContent::SecretOnly,
        ClientAuth::Header { id, .. } => id.is_some(),
        ClientAuth::Authorization(parts) => in_parts(parts),
        ClientAuth::Discovered => true,
        _ => false,
    }
}

fn in_url(url: &UrlSpec) -> bool {
    in_parts(url.origin) || in_parts(url.rest) || url.fallback.is_some_and(in_url)
}

fn in_value(value: &ValueSpec) -> bool {
    match value {
        ValueSpec::Text(parts) => in_parts(parts),
        ValueSpec::Object(fields) => fields.iter().any(|(_, value)| in_value(value)),
        ValueSpec::Array(values) => values.iter().any(in_value),
        ValueSpec::Number(_) | ValueSpec::Bool(_) => false,
    }
}

fn in_parts(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Slot(slot, _) => *slot == Slot::ClientId,
        Part::Call(_, arguments, _) => arguments.iter().any(|parts| in_parts(parts)),
        _ => false,
    })
}
