//! Placeholders that compute a value.

use super::kinds::Position;
use super::names::{Names, Site};
use crate::diag::Sink;
use crate::errors::{ExpressionError, Words};
use crate::model::{Encode, Part, Template, TimeForm};
use crate::parse::{Expression, Term, is_name, parse_expression};
use crate::suggest::nearest;

/// Placeholders that the runtime fills where no variable has the name.
pub(super) const WEAK_SLOTS: &[&str] = &[
    "code",
    "state",
    "uuid",
    "redirect_host",
    "token_url",
    "assertion",
    "path",
    "body",
];

/// The functions, and how each is written.
const FUNCTIONS: &[(&str, &str)] = &[
    ("base64", "base64(text)"),
    ("base64url", "base64url(text)"),
    ("sha256_hex", "sha256_hex(text)"),
    ("md5_hex", "md5_hex(text)"),
    ("hmac_sha256_hex", "hmac_sha256_hex(key, text)"),
    ("hmac_sha256_base64", "hmac_sha256_base64(key, text)"),
    ("rsa_sha256", "rsa_sha256(key, text)"),
    ("slice", "slice(text, 0, 20)"),
    ("upper", "upper(text)"),
    ("json", "json(text)"),
    ("sorted_params", "sorted_params('=', '&', 'left_out')"),
    ("now", "now('YYYY-MM-DD', 7d)"),
    ("now_ms", "now_ms(7d)"),
];

/// Functions whose value does not tell what they were given.
const COVERING: &[&str] = &[
    "sha256_hex",
    "md5_hex",
    "hmac_sha256_hex",
    "hmac_sha256_base64",
    "rsa_sha256",
];

/// The fields of a time's pattern.
const FIELDS: &[&str] = &["YYYY", "MM", "DD", "HH", "mm", "ss"];

/// The parts that a placeholder stands for.
pub(super) fn resolve_hole(
    hole: &str,
    at: Position,
    site: Site<'_>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Template> {
    if is_name(hole) && !matches!(hole, "now" | "now_ms") {
        return resolve_name(hole, at, site, names, sink).map(|part| vec![part]);
    }
    if matches!(at, Position::Host | Position::Start | Position::Path) {
        names.mark_mentioned(hole);
        let mistake = ExpressionError::InAddress {
            key: site.key.to_owned(),
            hole: hole.to_owned(),
        };
        sink.push(site.text.span, mistake);
        return None;
    }
    let expression = match parse_expression(hole) {
        Ok(expression) => expression,
        Err(what) => {
            names.mark_mentioned(hole);
            let key = site.key.to_owned();
            sink.push(site.text.span, ExpressionError::Unreadable { key, what });
            return None;
        }
    };
    let resolver = Resolver { site, names };
    resolver.expression(&expression, at, sink)
}

/// A name alone: a hook, or what the table of names has.
fn resolve_name(
    name: &str,
    at: Position,
    site: Site<'_>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Part> {
    let Some(hook) = name.strip_prefix("hook.") else {
        return names.resolve(name, at, site, sink);
    };
    let key = site.key.to_owned();
    let name = hook.to_owned();
    if !names.has_hook(hook) {
        sink.push(site.text.span, ExpressionError::NoHook { key, name });
        return None;
    }
    match at {
        Position::Host | Position::Start | Position::Path => {
            let hole = format!("hook.{hook}");
            sink.push(site.text.span, ExpressionError::InAddress { key, hole });
            None
        }
        Position::Query => {
            names.secret(hook, site, sink)?;
            Some(Part::Hook(name, Encode::Query))
        }
        Position::Param | Position::Header => Some(Part::Hook(name, Encode::Raw)),
    }
}

#[derive(Clone, Copy)]
struct Resolver<'a, 'b> {
    site: Site<'a>,
    names: &'a Names<'b>,
}

impl Resolver<'_, '_> {
    /// Every item is looked at, even when an earlier one is wrong.
    fn expression(
        self,
        expression: &Expression,
        at: Position,
        sink: &mut Sink,
    ) -> Option<Template> {
        let mut parts = Some(Vec::new());
        for term in expression {
            match (self.term(term, at, sink), &mut parts) {
                (Some(part), Some(parts)) => parts.push(part),
                _ => parts = None,
            }
        }
        parts
    }

    fn term(self, term: &Term, at: Position, sink: &mut Sink) -> Option<Part> {
        let encode = match at {
            Position::Query => Encode::Query,
            _ => Encode::Raw,
        };
        match term {
            Term::Name(name) if name == "now" => Some(Part::Now(TimeForm::Seconds, 0, encode)),
            Term::Name(name) if name == "now_ms" => {
                Some(Part::Now(TimeForm::Milliseconds, 0, encode))
            }
            Term::Name(name) => resolve_name(name, at, self.site, self.names, sink),
            Term::Text(text) => self.text(text, sink),
            Term::Number(text) => Some(Part::Lit(text.clone())),
            Term::Duration(_) => {
                let what = "a duration can only move `now`".to_owned();
                let key = self.site.key.to_owned();
                sink.push(
                    self.site.text.span,
                    ExpressionError::Unreadable { key, what },
                );
                None
            }
            Term::Call(name, arguments) if name == "now" || name == "now_ms" => {
                let (form, offset) = self.time(name, arguments, sink)?;
                Some(Part::Now(form, offset, encode))
            }
            Term::Call(name, arguments) => self.call(name, arguments, at, encode, sink),
        }
    }

    /// A quoted text knows no escapes: what Rust's string holds is what it is.
    fn text(self, text: &str, sink: &mut Sink) -> Option<Part> {
        let escaped =
            |letter: &char| text.contains(['\\', *letter].iter().collect::<String>().as_str());
        if let Some(letter) = ['n', 'r', 't'].into_iter().find(escaped) {
            let key = self.site.key.to_owned();
            sink.push(
                self.site.text.span,
                ExpressionError::Backslash { key, letter },
            );
            return None;
        }
        Some(Part::Lit(text.to_owned()))
    }

    fn time(
        self,
        name: &str,
        arguments: &[Expression],
        sink: &mut Sink,
    ) -> Option<(TimeForm, i64)> {
        let bare = match name {
            "now" => TimeForm::Seconds,
            _ => TimeForm::Milliseconds,
        };
        let arguments: Vec<&[Term]> = arguments.iter().map(Vec::as_slice).collect();
        let (pattern, offset) = match (name, arguments.as_slice()) {
            (_, [[Term::Duration(offset)]]) => return Some((bare, *offset)),
            ("now", [[Term::Text(pattern)]]) => (pattern, 0),
            ("now", [[Term::Text(pattern)], [Term::Duration(offset)]]) => (pattern, *offset),
            _ => {
                self.wrong_arguments(name, sink);
                return None;
            }
        };
        let mut letters = pattern.clone();
        for field in FIELDS {
            letters = letters.replace(field, "");
        }
        let stray = letters
            .chars()
            .any(|c| c.is_alphabetic() && !matches!(c, 'T' | 'Z'));
        if stray || letters == *pattern {
            let pattern = pattern.clone();
            sink.push(self.site.text.span, ExpressionError::BadPattern { pattern });
            return None;
        }
        Some((TimeForm::Pattern(pattern.clone()), offset))
    }

    fn call(
        self,
        name: &str,
        arguments: &[Expression],
        at: Position,
        encode: Encode,
        sink: &mut Sink,
    ) -> Option<Part> {
        let known = FUNCTIONS.iter().find(|(known, _)| *known == name);
        let Some((known, _)) = known else {
            self.unknown(name, sink);
            for argument in arguments {
                self.mark(argument);
            }
            return None;
        };
        if !fits(known, arguments) {
            self.wrong_arguments(known, sink);
            for argument in arguments {
                self.mark(argument);
            }
            return None;
        }
        // What a digest covers may be a secret; and nothing is encoded before it.
        let inner = match at {
            Position::Query if !COVERING.contains(known) => Position::Query,
            _ => Position::Header,
        };
        let mut resolved = Some(Vec::new());
        for argument in arguments {
            match (self.expression(argument, inner, sink), &mut resolved) {
                (Some(mut parts), Some(resolved)) => {
                    parts.iter_mut().for_each(Part::make_raw);
                    resolved.push(parts);
                }
                _ => resolved = None,
            }
        }
        Some(Part::Call(known, resolved?, encode))
    }

    /// Takes the variables of a wrong expression for used.
    fn mark(self, expression: &Expression) {
        for term in expression {
            match term {
                Term::Name(name) => self.names.mark_mentioned(&format!("{{{name}}}")),
                Term::Call(_, arguments) => arguments.iter().for_each(|inner| self.mark(inner)),
                _ => (),
            }
        }
    }

    fn wrong_arguments(self, name: &str, sink: &mut Sink) {
        let usage = FUNCTIONS.iter().find(|(known, _)| *known == name);
        let mistake = ExpressionError::Arguments {
            name: name.to_owned(),
            usage: usage.map_or("", |(_, usage)| usage),
        };
        sink.push(self.site.text.span, mistake);
    }

    fn unknown(self, name: &str, sink: &mut Sink) {
        let functions = || FUNCTIONS.iter().map(|(name, _)| *name);
        let name = name.to_owned();
        match nearest(&name, functions()) {
            Some(near) => {
                let near = near.to_owned();
                sink.push(
                    self.site.text.span,
                    ExpressionError::MisspeltFunction { name, near },
                );
            }
            None => {
                let functions = Words::of(functions());
                sink.push(
                    self.site.text.span,
                    ExpressionError::UnknownFunction { name, functions },
                );
            }
        }
    }
}

/// Whether a function takes these arguments.
fn fits(name: &str, arguments: &[Expression]) -> bool {
    let is_text = |argument: &Expression| matches!(argument.as_slice(), [Term::Text(_)]);
    let is_number = |argument: &Expression| matches!(argument.as_slice(), [Term::Number(_)]);
    match (name, arguments) {
        ("slice", [_, from, to]) => is_number(from) && is_number(to),
        ("sorted_params", [_, _, ..]) => arguments.iter().all(is_text),
        ("hmac_sha256_hex" | "hmac_sha256_base64" | "rsa_sha256", [_, _]) => true,
        (
            "slice" | "sorted_params" | "hmac_sha256_hex" | "hmac_sha256_base64" | "rsa_sha256",
            _,
        ) => false,
        (_, arguments) => arguments.len() == 1,
    }
}
