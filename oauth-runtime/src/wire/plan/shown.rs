//! What a page shows in place of a secret value.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::template::is_secret;
use crate::spec::{Function, Part, ProviderSpec, Slot, TimeForm};

/// The text that stands for a secret template, `None` where it is no secret. A
/// computed value is shown as it is declared, any other by its `name`.
pub(super) fn shown<'n>(
    spec: &'static ProviderSpec,
    parts: &[Part],
    name: &'n str,
) -> Option<Cow<'n, str>> {
    if !is_secret(spec, parts) {
        return None;
    }
    let computed = |part: &Part| {
        matches!(
            part,
            Part::Call(..) | Part::Hook(..) | Part::Slot(Slot::Assertion, _)
        )
    };
    if !parts.iter().any(computed) {
        return Some(name.into());
    }
    Some(whole(spec, parts).into())
}

/// A template as it is declared, without braces: `Bearer app.token`.
pub(super) fn whole(spec: &'static ProviderSpec, parts: &[Part]) -> String {
    parts.iter().map(|part| written(spec, part)).collect()
}

/// One part of a template as it is declared.
pub(super) fn written(spec: &'static ProviderSpec, part: &Part) -> String {
    let mut out = String::new();
    write_part(&mut out, spec, part);
    out
}

/// What stands on a page in place of a value.
pub(crate) fn placeholder(name: &str) -> String {
    format!("\u{2039}{name}\u{203a}")
}

/// Whether a text is what [`placeholder`] makes.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.starts_with('\u{2039}') && text.ends_with('\u{203a}')
}

fn write_part(out: &mut String, spec: &'static ProviderSpec, part: &Part) {
    match part {
        Part::Lit(text) => out.push_str(text),
        Part::Var(index, field, _) => {
            let Some(var) = spec.vars.get(usize::from(*index)) else {
                return;
            };
            out.push_str(var.wire);
            if let crate::spec::VarKind::OneOf([first, ..]) = var.kind
                && let Some((field, _)) = first.values.get(usize::from(*field))
                && !field.is_empty()
            {
                out.push('.');
                out.push_str(field);
            }
        }
        Part::Slot(slot, _) => out.push_str(&slot.name()),
        Part::Now(form, offset, _) => write_time(out, *form, *offset),
        Part::Hook(hook, _) => out.push_str(hook.name),
        Part::Call(function, arguments, _) => {
            out.push_str(function.name());
            out.push('(');
            for (at, argument) in arguments.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                let number = *function == Function::Slice && at > 0;
                write_argument(out, spec, argument, number);
            }
            out.push(')');
        }
    }
}

fn write_argument(out: &mut String, spec: &'static ProviderSpec, parts: &[Part], number: bool) {
    if parts.is_empty() {
        out.push_str("''");
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(" + ");
        }
        match part {
            Part::Lit(text) if !number => {
                let _ = write!(out, "'{text}'");
            }
            part => write_part(out, spec, part),
        }
    }
}

fn write_time(out: &mut String, form: TimeForm, offset: i64) {
    let name = match form {
        TimeForm::Milliseconds => "now_ms",
        TimeForm::Seconds | TimeForm::Pattern(_) => "now",
    };
    out.push_str(name);
    let pattern = match form {
        TimeForm::Pattern(pattern) => Some(format!("'{pattern}'")),
        TimeForm::Seconds | TimeForm::Milliseconds => None,
    };
    let offset = (offset != 0).then(|| format!("{offset}s"));
    let arguments: Vec<String> = pattern.into_iter().chain(offset).collect();
    if !arguments.is_empty() {
        let _ = write!(out, "({})", arguments.join(", "));
    }
}
