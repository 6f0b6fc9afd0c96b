//! Filling templates.

use std::borrow::Cow;

use super::function::{call, time};
use super::inputs::{Inputs, VarValues};
use super::shown::{is_placeholder, placeholder, written};
use super::url::call_url;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{
    CallKind, Encode, Function, Hook, HookInputs, Part, ProviderSpec, Slot, VarKind,
};
use crate::wire::encode;
use crate::wire::judge::{declared, trusted, trusted_in_step};

/// Why a template cannot be filled.
pub(super) enum Unfilled {
    /// A value it needs is not there.
    Unset(String),
    /// A value does not fit where it stands.
    Refused(Error),
}

impl Unfilled {
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Refused(error) => error,
            Self::Unset(name) => {
                let error = Error::new(
                    Code::ValueUnset,
                    format!("`{name}` is not set, and the call needs it"),
                );
                // `token.name` is the provider's to answer, the others are the program's.
                let setting = ["client_secret", "redirect_uri", "scope"];
                match name.split_once('.') {
                    Some((_, kept)) => error.key(format!("keep({kept})")),
                    None if setting.contains(&name.as_str()) => error.key(name),
                    None => error.key(format!("vars({name})")),
                }
            }
        }
    }
}

/// The text of a template. A single literal is borrowed.
pub(super) fn fill<'a>(
    spec: &'static ProviderSpec,
    parts: &'a [Part],
    inputs: &Inputs<'a>,
) -> Result<Cow<'a, str>, Unfilled> {
    if let [Part::Lit(text)] = parts {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::new();
    fill_into(&mut out, spec, parts, inputs)?;
    Ok(Cow::Owned(out))
}

/// The text of a template of tenant values.
pub(crate) fn filled(
    spec: &'static ProviderSpec,
    parts: &'static [Part],
    vars: &VarValues,
) -> Result<String, Error> {
    let inputs = Inputs {
        vars: Some(vars),
        ..Inputs::default()
    };
    let text = fill(spec, parts, &inputs).map_err(Unfilled::into_error)?;
    Ok(text.into_owned())
}

/// As [`fill`], appended to `out`.
pub(super) fn fill_into(
    out: &mut String,
    spec: &'static ProviderSpec,
    parts: &[Part],
    inputs: &Inputs<'_>,
) -> Result<(), Unfilled> {
    for part in parts {
        if inputs.page && is_blanked(spec, part) {
            out.push_str(&placeholder(&written(spec, part)));
            continue;
        }
        let (text, form) = match *part {
            Part::Lit(text) => {
                out.push_str(text);
                continue;
            }
            Part::Var(var, field, form) => {
                let text = inputs.vars.and_then(|vars| vars.text(spec, var, field));
                let Some(text) = text else {
                    let name = spec.vars.get(usize::from(var)).map_or("", |var| var.wire);
                    return Err(Unfilled::Unset(name.to_owned()));
                };
                (text, form)
            }
            Part::Now(time, offset, form) => {
                let now = inputs
                    .now
                    .ok_or_else(|| Unfilled::Unset("now".to_owned()))?;
                put(out, &time::write(time, offset, now), form)?;
                continue;
            }
            Part::Call(_, arguments, _) if inputs.open && waits_in(arguments, inputs) => {
                out.push_str(&placeholder(&written(spec, part)));
                continue;
            }
            Part::Call(function, arguments, form) => {
                put(out, &call(spec, function, arguments, inputs)?, form)?;
                continue;
            }
            Part::Hook(hook, form) => {
                put(out, hooked(spec, hook, inputs)?.expose(), form)?;
                continue;
            }
            Part::Slot(Slot::TokenUrl, form) => {
                put(out, &token_url(spec, inputs)?, form)?;
                continue;
            }
            Part::Slot(Slot::Body, form) => {
                put(out, body(inputs)?, form)?;
                continue;
            }
            Part::Slot(slot, form) => {
                let Some(text) = inputs.slot(slot) else {
                    if inputs.open && is_answered(slot) {
                        out.push_str(&placeholder(&slot.name()));
                        continue;
                    }
                    return Err(Unfilled::Unset(slot.name()));
                };
                if let (Slot::Step(step, name), Encode::Origin | Encode::Host) = (slot, form) {
                    trusted_in_step(spec, step, name, text).map_err(Unfilled::Refused)?;
                }
                if let (Slot::Token(name) | Slot::Callback(name), Encode::Origin | Encode::Host) =
                    (slot, form)
                {
                    trusted(spec, name, text).map_err(Unfilled::Refused)?;
                }
                match inputs.open && is_placeholder(text) {
                    true => (text, Encode::Raw),
                    false => (text, form),
                }
            }
        };
        put(out, text, form)?;
    }
    Ok(())
}

/// Whether a value comes with an answer or a callback.
fn is_answered(slot: Slot) -> bool {
    matches!(slot, Slot::Token(_) | Slot::Callback(_) | Slot::Step(..))
}

/// Whether a function waits for a value that comes with an answer.
fn waits_in(arguments: &[&[Part]], inputs: &Inputs<'_>) -> bool {
    let mut parts = arguments.iter().flat_map(|parts| *parts);
    parts.any(|part| match part {
        Part::Slot(slot, _) => is_answered(*slot) && inputs.slot(*slot).is_none(),
        Part::Call(_, arguments, _) => waits_in(arguments, inputs),
        _ => false,
    })
}

/// Whether a page shows a part by its name: not a host, which no secret can be.
fn is_blanked(spec: &'static ProviderSpec, part: &Part) -> bool {
    let host = matches!(part, Part::Slot(_, Encode::Origin | Encode::Host));
    !host && is_secret(spec, std::slice::from_ref(part))
}

/// What a hook makes.
fn hooked(
    spec: &'static ProviderSpec,
    hook: Hook,
    inputs: &Inputs<'_>,
) -> Result<Secret, Unfilled> {
    let unset = |name: &str| Unfilled::Unset(name.to_owned());
    let given = HookInputs {
        now: inputs.now.ok_or_else(|| unset("now"))?,
        uuid: inputs.uuid.ok_or_else(|| unset("uuid"))?,
        client_id: inputs.client_id,
        client_secret: inputs.client_secret.map(|text| text.0),
        vars: &|name| {
            let index = spec.vars.iter().position(|var| var.name == name)?;
            inputs.vars?.text(spec, u8::try_from(index).ok()?, 0)
        },
    };
    (hook.call)(&given).map_err(Unfilled::Refused)
}

/// The declared address of the token call, without its query: an audience is not
/// another one because a stand-in server answers.
fn token_url(spec: &'static ProviderSpec, inputs: &Inputs<'_>) -> Result<String, Unfilled> {
    use CallKind::{ClientCredentials, Device, JwtBearer, Password, Saml2Bearer, Token};
    let kinds = [
        Token,
        ClientCredentials,
        Password,
        Device,
        JwtBearer,
        Saml2Bearer,
    ];
    let call = kinds.into_iter().find_map(|kind| spec.call(kind));
    let call = call.ok_or_else(|| Unfilled::Unset(Slot::TokenUrl.name()))?;
    let declared = Inputs {
        against: None,
        url: inputs.token_url,
        ..*inputs
    };
    let url = call_url(spec, call, &declared).map_err(Unfilled::Refused)?;
    let url = url.finish();
    Ok(url.split(['?', '#']).next().unwrap_or_default().to_owned())
}

fn body<'a>(inputs: &Inputs<'a>) -> Result<&'a str, Unfilled> {
    let seen = inputs.own.and_then(|own| own.seen);
    let seen = seen.ok_or_else(|| Unfilled::Unset(Slot::Body.name()))?;
    std::str::from_utf8(&seen.body).map_err(|_| {
        Unfilled::Refused(Error::new(
            Code::InputRefused,
            "the request is signed over its body, which must be text (UTF-8)",
        ))
    })
}

/// Whether a template holds something that must not be printed. What is computed
/// from a secret counts as one.
pub(super) fn is_secret(spec: &'static ProviderSpec, parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Lit(_) | Part::Now(..) => false,
        Part::Call(Function::SortedParams, ..) | Part::Hook(..) => true,
        Part::Call(_, arguments, _) => arguments.iter().any(|parts| is_secret(spec, parts)),
        Part::Var(var, ..) => spec
            .vars
            .get(usize::from(*var))
            .is_some_and(|var| matches!(var.kind, VarKind::Secret)),
        Part::Slot(Slot::Token(name) | Slot::Callback(name), _) => is_kept_secret(spec, name),
        Part::Slot(slot, _) => matches!(
            slot,
            Slot::ClientSecret
                | Slot::AccessToken
                | Slot::RefreshToken
                | Slot::Code
                | Slot::State
                | Slot::Assertion
                | Slot::Body
                | Slot::Step(..)
        ),
    })
}

fn is_kept_secret(spec: &'static ProviderSpec, name: &str) -> bool {
    declared(spec).any(|keep| keep.name == name && matches!(keep.kind, VarKind::Secret))
}

fn put(out: &mut String, text: &str, form: Encode) -> Result<(), Unfilled> {
    match form {
        Encode::Segment => {
            if matches!(text, "." | ".." | "") {
                return Err(Unfilled::Refused(Error::new(
                    Code::ValueRefused,
                    "a path segment is empty or a dot segment",
                )));
            }
            encode::query(out, text);
        }
        Encode::Path => {
            for (at, segment) in text.split('/').enumerate() {
                if at > 0 {
                    out.push('/');
                }
                put(out, segment, Encode::Segment)?;
            }
        }
        Encode::Query => encode::query(out, text),
        Encode::Host | Encode::Origin | Encode::Raw => out.push_str(text),
    }
    Ok(())
}
