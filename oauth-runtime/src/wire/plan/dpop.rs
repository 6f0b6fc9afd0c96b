//! Which requests carry a proof of the session's key (RFC 9449), and what a page says of it.

use super::inputs::Inputs;
use super::sink::{Cause, Item, QueryForm, Sink, Value};
use super::walk::Walk;
use crate::error::Error;
use crate::spec::{CallKind, CallSpec, Param, Place, ProviderSpec};

/// What a proof is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proven {
    /// The request: tokens will be bound to the key (RFC 9449 §5 and §10.1).
    Request,
    /// The request and the token in it (RFC 9449 §7).
    Token,
}

/// What the proof of a call is about; `None`: it carries none.
pub(crate) fn proven(
    spec: &'static ProviderSpec,
    kind: CallKind,
    call: &CallSpec,
    inputs: &Inputs<'_>,
) -> Option<Proven> {
    if spec.dpop.is_none() || (inputs.dpop.is_none() && !inputs.page) {
        return None;
    }
    let place = |param| call.rule(param).and_then(|rule| rule.place);
    let carries = matches!(kind, CallKind::Api | CallKind::Learn | CallKind::UserInfo)
        || inputs.carries_token
        || place(Param::Token) == Some(Place::Bearer)
        || (call.place == Place::Bearer && kind == CallKind::Introspect);
    match carries {
        true => Some(Proven::Token),
        false => (kind.yields_token() || kind == CallKind::Par).then_some(Proven::Request),
    }
}

/// Writes a line in place of the proof: the shell makes that of the finished request.
pub(super) fn item(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    let Some(dpop) = walk.spec.dpop.filter(|_| walk.inputs.page) else {
        return Ok(());
    };
    let Some(proven) = proven(walk.spec, walk.kind, walk.call, walk.inputs) else {
        return Ok(());
    };
    let hash = match proven {
        Proven::Token => ", ath",
        Proven::Request => "",
    };
    let shown = format!("proof: {}, htm, htu, iat, jti{hash}", dpop.alg.name());
    sink.item(Item {
        place: Place::Header,
        name: "dpop",
        value: Value::Text(&shown),
        query: QueryForm::Encoded,
        secret: Some(&shown),
        cause: Cause::Top("dpop"),
    })
}
