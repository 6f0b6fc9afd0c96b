//! The access token on its way to an API.

use std::borrow::Cow;

use super::dpop::{Proven, proven};
use super::mentions;
use super::sink::{Cause, Item, QueryForm, Sink, Value};
use super::walk::Walk;
use crate::error::{Code, Error};
use crate::spec::{Bearer, CallKind, Place, Slot};
use crate::wire::encode::first_outside;

pub(super) fn item(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    let Some(token) = walk.inputs.access_token else {
        return Ok(());
    };
    let cause = match declared(walk) {
        Bearer::DEFAULT => Cause::Standard("RFC 6750 §2.1"),
        DPOP => Cause::Standard("RFC 9449 §7.1"),
        _ => Cause::Key(walk.call.kind, "bearer", ""),
    };
    place(walk, token.0, cause, sink)
}

/// Puts a token where the API's tokens travel.
pub(super) fn place(
    walk: &Walk<'_>,
    token: &str,
    cause: Cause,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    check_token(token)?;
    let (place, name, value, shown): (_, _, Cow<'_, str>, Cow<'_, str>) = match declared(walk) {
        Bearer::Authorization { scheme: "" } => (
            Place::Header,
            "authorization",
            token.into(),
            "access_token".into(),
        ),
        Bearer::Authorization { scheme } => (
            Place::Header,
            "authorization",
            [scheme, " ", token].concat().into(),
            [scheme, " access_token"].concat().into(),
        ),
        Bearer::Declared => return Ok(()),
        Bearer::Header { name } => (Place::Header, name, token.into(), "access_token".into()),
        Bearer::Query { name } => (Place::Query, name, token.into(), "access_token".into()),
        Bearer::Cookie { name } => (
            Place::Header,
            "cookie",
            [name, "=", token].concat().into(),
            [name, "=access_token"].concat().into(),
        ),
    };
    sink.item(Item {
        place,
        name,
        value: Value::Text(&value),
        query: QueryForm::Encoded,
        secret: Some(&shown),
        cause,
    })
}

/// How the token travels. Where the API's own templates carry it, another call has
/// it in its own templates as well, or as RFC 6750 has it.
fn declared(walk: &Walk<'_>) -> Bearer {
    let first = walk.spec.api.and_then(|api| api.bearer.first().copied());
    let form = walk.inputs.bearer.or(first).unwrap_or(Bearer::DEFAULT);
    let beside = form == Bearer::Declared && walk.kind != CallKind::Api;
    match beside && !mentions::in_call(walk.call, Slot::AccessToken) {
        true => of_scheme(walk, Bearer::DEFAULT),
        false => of_scheme(walk, form),
    }
}

/// A bound token has a scheme of its own (RFC 9449 §7.1).
fn of_scheme(walk: &Walk<'_>, form: Bearer) -> Bearer {
    let bound = proven(walk.spec, walk.kind, walk.call, walk.inputs);
    match form == Bearer::DEFAULT && bound == Some(Proven::Token) {
        true => DPOP,
        false => form,
    }
}

const DPOP: Bearer = Bearer::Authorization { scheme: "DPoP" };

/// A token that a header cannot hold is refused before a header is built. The
/// message names the position, never the token.
pub(crate) fn check_token(token: &str) -> Result<(), Error> {
    match first_outside(token, b'!'..=b'~') {
        None => Ok(()),
        Some(at) => Err(Error::new(
            Code::UnusableToken,
            format!("the token holds a character at position {at} that no header may hold"),
        )),
    }
}
