//! One parameter: its presence, name, place and value, each decided on its own.

use std::borrow::Cow;

use super::bearer;
use super::carried;
use super::client_auth::Sent;
use super::inputs::Inputs;
use super::shown::shown;
use super::sink::{Cause, Item, QueryForm, Sink, Value};
use super::standard::{Need, fixed_value, parameters, section};
use super::template::{Unfilled, fill};
use super::walk::Walk;
use crate::error::{Code, Error};
use crate::spec::{
    CallKind, ExtraParam, Param, ParamRule, Place, Presence, ScopeListSpec, ValueSpec,
};

pub(super) fn standard(
    walk: &Walk<'_>,
    param: Param,
    need: Need,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    if param == Param::Resource && !walk.inputs.resources.is_empty() {
        return each_resource(walk, need, sink);
    }
    let rule = walk.call.rule(param);
    let presence = rule.map_or(Presence::Standard, |rule| rule.presence);
    let fixed = rule.and_then(|rule| rule.value);
    let asked_for = presence != Presence::Standard || fixed.is_some();
    let auth_sends = Sent::of(walk.auth, param);
    let belongs = match auth_sends {
        Sent::No => false,
        Sent::Param | Sent::Query => true,
        Sent::NotClientAuth => need == Need::Own && !carried::travels_inside(walk, param),
    };
    if presence == Presence::Omit || !(belongs || asked_for) {
        return Ok(());
    }
    let Some(value) = value(walk, param, fixed.as_ref())? else {
        return Ok(());
    };
    let text = match &value {
        Valued::Text(text) => text.as_ref(),
        Valued::Json(json) => {
            return sink.item(Item {
                value: Value::Json(json),
                ..item(walk, param, rule, auth_sends)
            });
        }
    };
    if text.is_empty() && presence != Presence::SendEmpty {
        return Ok(());
    }
    let item = Item {
        value: Value::Text(text),
        ..item(walk, param, rule, auth_sends)
    };
    // A fixed value may be a secret where the parameter is none.
    let secret = fixed.and_then(|value| secret_of(walk, &value, param.name()));
    let item = Item {
        secret: secret.as_deref().or(item.secret),
        ..item
    };
    match item.place {
        Place::Bearer => bearer::place(walk, text, item.cause, sink),
        _ => sink.item(item),
    }
}

/// One parameter for each resource that the caller names (RFC 8707 §2).
fn each_resource(walk: &Walk<'_>, need: Need, sink: &mut impl Sink) -> Result<(), Error> {
    for resource in walk.inputs.resources {
        let inputs = Inputs {
            resource: Some(resource),
            resources: &[],
            ..*walk.inputs
        };
        let one = Walk {
            inputs: &inputs,
            ..*walk
        };
        standard(&one, Param::Resource, need, sink)?;
    }
    Ok(())
}

enum Valued<'a> {
    Text(Cow<'a, str>),
    Json(&'a ValueSpec),
}

#[inline(always)]
fn value<'a>(
    walk: &Walk<'a>,
    param: Param,
    fixed: Option<&'a ValueSpec>,
) -> Result<Option<Valued<'a>>, Error> {
    if let Some(fixed) = fixed {
        return declared(walk, fixed);
    }
    if param == Param::CodeChallengeMethod && walk.inputs.code_challenge.is_none() {
        return Ok(None);
    }
    let text = fixed_value(walk.kind, param, walk.pkce)
        .filter(|_| param != Param::ResponseMode)
        .or_else(|| walk.inputs.value(param))
        .unwrap_or_default();
    let joined = carried::state_of(walk, param).map(|state| carried::join(walk, text, state));
    Ok(Some(Valued::Text(
        joined.map_or(Cow::Borrowed(text), Cow::Owned),
    )))
}

#[inline]
fn declared<'a>(walk: &Walk<'a>, value: &'a ValueSpec) -> Result<Option<Valued<'a>>, Error> {
    match value {
        ValueSpec::Text(parts) => match fill(walk.spec, parts, walk.inputs) {
            Ok(text) => Ok(Some(Valued::Text(text))),
            Err(Unfilled::Unset(_)) => Ok(None),
            Err(unfilled) => Err(unfilled.into_error()),
        },
        json => Ok(Some(Valued::Json(json))),
    }
}

#[inline(always)]
fn item<'a>(walk: &Walk<'a>, param: Param, rule: Option<&'a ParamRule>, auth: Sent) -> Item<'a> {
    let place = rule.and_then(|rule| rule.place).unwrap_or(match auth {
        Sent::Query => Place::Query,
        _ if param == Param::Token && walk.kind == CallKind::UserInfo => Place::Bearer,
        _ => walk.call.place,
    });
    let list: Option<&ScopeListSpec> = match param {
        Param::Scope => Some(&walk.spec.scopes),
        Param::SecondScope => walk.spec.second_scopes,
        _ => None,
    };
    let name = rule.and_then(|rule| rule.name).unwrap_or(match list {
        Some(list) => list.param,
        None => param.name(),
    });
    Item {
        place,
        name,
        value: Value::Text(""),
        query: match list {
            Some(list) if walk.kind == CallKind::Authorize && list.raw => QueryForm::Raw,
            Some(list) if walk.kind == CallKind::Authorize && !list.literal.is_empty() => {
                QueryForm::Literal(list.literal)
            }
            _ => QueryForm::Encoded,
        },
        secret: match carried::state_of(walk, param) {
            Some(_) => Some(carried::SHOWN),
            None => param.is_secret().then(|| label(param)),
        },
        cause: cause(walk, param, rule, auth),
    }
}

/// What a page shows in place of a secret.
fn label(param: Param) -> &'static str {
    match param {
        Param::ClientAssertion => "signed JWT: iss, sub, aud, jti, iat, exp",
        Param::Request => "signed JWT: the authorization request",
        _ => param.name(),
    }
}

/// Inlined, it costs nothing where a sink does not ask for it.
#[inline(always)]
fn cause(walk: &Walk<'_>, param: Param, rule: Option<&ParamRule>, auth: Sent) -> Cause {
    let key = |key| Cause::Key(walk.call.kind, key, param.name());
    match rule {
        Some(rule) if rule.value.is_some() => key("params"),
        Some(rule) if rule.name.is_some() || rule.place.is_some() => key("names"),
        Some(rule) if rule.presence == Presence::SendEmpty => key("send_empty"),
        Some(_) => key("send"),
        None if auth != Sent::NotClientAuth && walk.kind != CallKind::Authorize => {
            Cause::Top("client_auth")
        }
        None => match param {
            Param::CodeChallenge | Param::CodeChallengeMethod | Param::CodeVerifier => {
                Cause::Standard("RFC 7636 §4.3")
            }
            Param::Nonce => Cause::Top("nonce"),
            Param::SecondScope => Cause::Top("second_scopes"),
            _ => Cause::Standard(section(walk.kind)),
        },
    }
}

/// What a page shows in place of a declared value that holds a secret.
fn secret_of<'a>(walk: &Walk<'_>, value: &ValueSpec, name: &'a str) -> Option<Cow<'a, str>> {
    match value {
        ValueSpec::Text(parts) => shown(walk.spec, parts, name),
        _ => None,
    }
}

pub(super) fn extra(
    walk: &Walk<'_>,
    param: &ExtraParam,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let secret = secret_of(walk, &param.value, param.name);
    let Some(value) = declared(walk, &param.value)? else {
        return Ok(());
    };
    sink.item(Item {
        place: param.place.unwrap_or(walk.call.place),
        name: param.name,
        value: match &value {
            Valued::Text(text) => Value::Text(text),
            Valued::Json(json) => Value::Json(json),
        },
        query: QueryForm::Encoded,
        secret: secret.as_deref(),
        cause: Cause::Key(walk.call.kind, "params", param.name),
    })
}

pub(super) fn caller(
    walk: &Walk<'_>,
    name: &str,
    value: &str,
    secret: Option<&str>,
    sink: &mut impl Sink,
) -> Result<(), Error> {
    let taken = parameters(walk.kind).iter().any(|(param, _)| {
        let wire = walk.call.rule(*param).and_then(|rule| rule.name);
        param.name() == name || wire == Some(name)
    });
    if taken || walk.call.params.iter().any(|param| param.name == name) {
        return Err(Error::new(
            Code::InputRefused,
            format!(
                "the parameter `{}` is set by the declaration",
                name.escape_default()
            ),
        ));
    }
    sink.item(Item {
        place: walk.call.place,
        name,
        value: Value::Text(value),
        query: QueryForm::Encoded,
        secret,
        cause: Cause::Caller,
    })
}
