//! The one place that decides what a request holds, and in which order.

use super::inputs::Inputs;
use super::param::{caller, extra, standard};
use super::shown::shown;
use super::sink::{Cause, Item, QueryForm, Sink, Value};
use super::standard::{Need, parameters_with};
use super::template::{Unfilled, fill};
use super::{bearer, client_auth, dpop, packed};
use crate::error::Error;
use crate::spec::{CallKind, CallSpec, ClientAuth, Pkce, Place, ProviderSpec};

/// A call with everything that decides its form.
#[derive(Clone, Copy)]
pub(crate) struct Walk<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) kind: CallKind,
    pub(crate) call: &'a CallSpec,
    pub(crate) inputs: &'a Inputs<'a>,
    pub(crate) auth: &'a ClientAuth,
    pub(crate) pkce: Pkce,
    /// Whether the authorization request travels inside another request.
    pub(super) pushed: bool,
}

impl Walk<'_> {
    /// Whether this is the request that values of a later one are made of.
    pub(super) fn is_first(&self) -> bool {
        self.call.signed && self.inputs.own.is_some_and(|own| own.seen.is_none())
    }
}

/// Hands every parameter and header of a call to the sink: the declared order
/// first, then the standard order, then extras, then the caller's own.
pub(crate) fn walk(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let declared = client_auth::chosen(kind, call, inputs);
    let walk = Walk {
        spec,
        kind,
        call,
        inputs,
        auth: client_auth::effective(declared, kind, inputs)?,
        pkce: inputs.pkce.unwrap_or(spec.pkce),
        pushed: false,
    };
    parameters_of(&walk, sink)?;
    headers_of(&walk, sink)?;
    client_auth::header(&walk, sink)?;
    if matches!(kind, CallKind::Api | CallKind::Learn) || inputs.carries_token {
        bearer::item(&walk, sink)?;
    }
    dpop::item(&walk, sink)
}

pub(super) fn parameters_of(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    if let Some(left) = packed::left(walk) {
        return left
            .iter()
            .try_for_each(|param| standard(walk, *param, Need::Own, sink));
    }
    if walk.kind == CallKind::Par {
        packed::pushed(walk, sink)?;
    }
    let own = parameters_with(walk.kind, walk.auth);
    for name in walk.call.order {
        if let Some((param, need)) = own.iter().find(|(param, _)| param.name() == *name) {
            standard(walk, *param, *need, sink)?;
        } else if let Some(param) = walk.call.params.iter().find(|param| param.name == *name) {
            extra(walk, param, sink)?;
        }
    }
    let ordered = |name: &str| walk.call.order.contains(&name);
    for (param, need) in own {
        if !ordered(param.name()) {
            standard(walk, *param, *need, sink)?;
        }
    }
    for param in walk.call.params {
        if !ordered(param.name) {
            extra(walk, param, sink)?;
        }
    }
    if walk.kind == CallKind::Par {
        // They stand among those of the authorization request.
        return Ok(());
    }
    for (name, value) in walk.inputs.params {
        caller(walk, name, value, None, sink)?;
    }
    for (name, value) in walk.inputs.secret_params {
        caller(walk, name, value.expose(), Some(name), sink)?;
    }
    Ok(())
}

fn headers_of(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    if walk.kind == CallKind::Authorize {
        return Ok(());
    }
    let accept = Item {
        place: Place::Header,
        name: "accept",
        value: Value::Text(walk.call.accept),
        query: QueryForm::Encoded,
        secret: None,
        cause: match walk.call.accept == CallSpec::POST.accept {
            true => Cause::Standard("RFC 6749 §5.1"),
            false => Cause::Key(walk.call.kind, "accept", ""),
        },
    };
    sink.item(accept)?;
    if let Some(content_type) = walk.call.content_type {
        sink.item(Item {
            name: "content-type",
            value: Value::Text(content_type),
            cause: Cause::Key(walk.call.kind, "content_type", ""),
            ..accept
        })?;
    }
    for header in walk.call.headers {
        let value = match fill(walk.spec, header.value, walk.inputs) {
            Ok(value) => value,
            Err(Unfilled::Unset(_)) => continue,
            Err(unfilled) => return Err(unfilled.into_error()),
        };
        sink.item(Item {
            name: header.name,
            value: Value::Text(&value),
            secret: shown(walk.spec, header.value, header.name).as_deref(),
            cause: Cause::Key(walk.call.kind, "headers", header.name),
            ..accept
        })?;
    }
    Ok(())
}
