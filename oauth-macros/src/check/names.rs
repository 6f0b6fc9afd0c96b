//! What placeholders can stand for.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::expression::WEAK_SLOTS;
use super::kinds::{Position, fit};
use super::scene::Scene;
use proc_macro2::Span;

use crate::diag::Sink;
use crate::errors::VarError;
use crate::model::{Block, CallKind, Choice, Encode, Kept, Kind, Part, Slot, Text, Var};
use crate::suggest::nearest;

/// Placeholders that the runtime fills.
pub(super) const SLOTS: &[&str] = &[
    "client_id",
    "client_secret",
    "redirect_uri",
    "scope",
    "access_token",
    "refresh_token",
];

/// Where a template stands.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// The key that a message names.
    pub(super) key: &'a str,
    /// The literal that holds the template.
    pub(super) text: &'a Text,
    /// The call; `None` for the client authentication at the top.
    pub(super) call: Option<CallKind>,
    /// Whether the call gives a reason for what is advised against.
    pub(super) reason: bool,
}

impl Site<'_> {
    /// A step has no client authentication of its own unless it declares one.
    pub(super) fn is_step(&self) -> bool {
        matches!(self.call, Some(CallKind::Step | CallKind::Learn))
    }
}

/// The names that are declared, and which of them are used.
pub(super) struct Names<'b> {
    vars: &'b [Var],
    answers: Vec<&'b Kept>,
    callback: &'b [Kept],
    hooks: &'b [(Text, proc_macro2::TokenStream)],
    used: RefCell<BTreeSet<usize>>,
    reported: RefCell<BTreeSet<String>>,
    /// An origin that is wrong.
    broken_origin: RefCell<Option<String>>,
    /// Calls whose reason was needed.
    reasons: RefCell<Vec<CallKind>>,
    /// The steps that are known where a template stands.
    pub(super) scene: RefCell<Scene>,
}

impl<'b> Names<'b> {
    pub(super) fn of(block: &'b Block) -> Self {
        let calls = block.keeping();
        Self {
            vars: &block.vars,
            answers: calls.flat_map(|call| &call.answer.keep).collect(),
            callback: block
                .callback
                .as_ref()
                .map_or(&[], |callback| &callback.value.keep),
            hooks: &block.hooks,
            used: RefCell::default(),
            reported: RefCell::default(),
            broken_origin: RefCell::default(),
            reasons: RefCell::default(),
            scene: RefCell::new(Scene::of(block)),
        }
    }

    /// Variables that nothing uses.
    pub(super) fn unused(&self) -> impl Iterator<Item = &'b Var> {
        let used = self.used.borrow().clone();
        self.vars
            .iter()
            .enumerate()
            .filter(move |(index, _)| !used.contains(index))
            .map(|(_, var)| var)
    }

    /// Takes every variable that an unreadable template mentions for used.
    pub(super) fn mark_mentioned(&self, text: &str) {
        for (index, var) in self.vars.iter().enumerate() {
            let name = &var.name.value;
            let computed = text.contains('(') && text.contains(name.as_str());
            if computed
                || text.contains(&format!("{{{name}"))
                || text.contains(&format!("{name}}}"))
            {
                self.used.borrow_mut().insert(index);
            }
        }
    }

    pub(super) fn break_origin(&self, origin: &str) {
        let origin = origin.trim_end_matches('/').to_owned();
        *self.broken_origin.borrow_mut() = Some(origin);
    }

    pub(super) fn below_broken_origin(&self, url: &str) -> bool {
        let broken = self.broken_origin.borrow();
        broken
            .as_ref()
            .is_some_and(|origin| url.starts_with(origin))
    }

    pub(super) fn need_reason(&self, kind: CallKind) {
        self.reasons.borrow_mut().push(kind);
    }

    pub(super) fn needed_reason(&self, kind: CallKind) -> bool {
        self.reasons.borrow().contains(&kind)
    }

    /// Whether a part is an optional variable without default.
    pub(super) fn optional(&self, part: &Part) -> Option<&'b Var> {
        match part {
            Part::Var(index, ..) => self
                .vars
                .get(*index)
                .filter(|var| var.optional && var.default.is_none()),
            _ => None,
        }
    }

    /// The part that a placeholder stands for.
    pub(super) fn resolve(
        &self,
        hole: &str,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Part> {
        let (base, field) = match hole.split_once('.') {
            Some((base, field)) => (base, Some(field)),
            None => (hole, None),
        };
        match (base, field) {
            ("token", Some(name)) => self.kept(&self.answers, "token", name, at, site, sink),
            ("callback", Some(name)) => {
                let kept: Vec<&Kept> = self.callback.iter().collect();
                self.kept(&kept, "callback", name, at, site, sink)
            }
            (step, Some(name)) if self.scene.borrow().has(step) => {
                let found = self.scene.borrow().find(step, name, site, sink)?;
                let encode = self.kept_at(&found, name, at, site, sink)?;
                Some(Part::Slot(
                    Slot::Step(step.to_owned(), name.to_owned()),
                    encode,
                ))
            }
            _ => match SLOTS
                .iter()
                .chain(WEAK_SLOTS)
                .find(|slot| **slot == hole && !self.declares(hole))
            {
                Some(slot) => self.slot(slot, at, site, sink),
                None => self.var(base, field, at, site, sink),
            },
        }
    }

    /// Whether a hook is declared.
    pub(super) fn has_hook(&self, name: &str) -> bool {
        self.hooks.iter().any(|(have, _)| have.value == name)
    }

    /// A variable of a slot's name is reported where it is declared.
    fn declares(&self, name: &str) -> bool {
        self.vars.iter().any(|var| {
            var.name.value == name || var.wire.as_ref().is_some_and(|wire| wire.value == name)
        })
    }

    /// Whether nothing was said about this place before: what a call inherits
    /// is written once.
    pub(super) fn is_new(&self, at: Span) -> bool {
        self.reported.borrow_mut().insert(format!("{at:?}"))
    }

    fn var(
        &self,
        base: &str,
        field: Option<&str>,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Part> {
        let found = self.vars.iter().position(|var| {
            var.name.value == base || var.wire.as_ref().is_some_and(|wire| wire.value == base)
        });
        let Some((index, var)) = found.and_then(|index| Some((index, self.vars.get(index)?)))
        else {
            self.undeclared(base, site, sink);
            return None;
        };
        self.used.borrow_mut().insert(index);
        let value = field_index(var, field, site, sink)?;
        let encode = match &var.kind.value {
            Kind::OneOf(choices) => {
                let name = [base, field.map_or("", |_| "."), field.unwrap_or_default()].concat();
                self.fit(&only(choices, value), &name, at, site, sink)?
            }
            kind => self.fit(kind, base, at, site, sink)?,
        };
        Some(Part::Var(index, value, encode))
    }

    /// One error for each variable, not for each use.
    fn undeclared(&self, name: &str, site: Site<'_>, sink: &mut Sink) {
        if !self.reported.borrow_mut().insert(name.to_owned()) {
            return;
        }
        let key = site.key.to_owned();
        let names = self.vars.iter().map(|var| var.name.value.as_str());
        let name = name.to_owned();
        match nearest(&name, names) {
            Some(near) => {
                // The one that is meant is not unused.
                self.mark_mentioned(&format!("{{{near}"));
                let near = near.to_owned();
                sink.push(site.text.span, VarError::UndeclaredNear { key, name, near });
            }
            None => sink.push(site.text.span, VarError::Undeclared { key, name }),
        }
    }

    fn kept(
        &self,
        kept: &[&Kept],
        source: &'static str,
        name: &str,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Part> {
        use CallKind::{
            Authorize, BackchannelAuthentication, ClientCredentials, CodeRequest, Device, Par,
            Password, Token,
        };
        let Some(found) = kept.iter().find(|kept| kept.name.value == name) else {
            let key = site.key.to_owned();
            let name = name.to_owned();
            sink.push(site.text.span, VarError::NotKept { key, name, source });
            return None;
        };
        let early = match source {
            "token" => matches!(
                self.scene.borrow().call(site),
                Some(
                    Authorize
                        | Par
                        | Token
                        | CodeRequest
                        | Device
                        | BackchannelAuthentication
                        | ClientCredentials
                        | Password
                )
            ),
            _ => matches!(
                self.scene.borrow().call(site),
                Some(
                    Authorize
                        | Par
                        | CodeRequest
                        | Device
                        | BackchannelAuthentication
                        | ClientCredentials
                        | Password
                )
            ),
        };
        if early {
            let key = site.key.to_owned();
            let name = format!("{source}.{name}");
            sink.push(site.text.span, VarError::NotYet { key, name });
            return None;
        }
        let encode = self.kept_at(found, name, at, site, sink)?;
        let slot = match source {
            "token" => Slot::Token(name.to_owned()),
            _ => Slot::Callback(name.to_owned()),
        };
        Some(Part::Slot(slot, encode))
    }

    /// The form of a kept value where it stands.
    fn kept_at(
        &self,
        found: &Kept,
        name: &str,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Encode> {
        let kind = &found.kind.value;
        if at == Position::Start && fit(kind, name, at).is_err() {
            let mistake = VarError::KeptInScheme {
                name: name.to_owned(),
                kind: kind.name(),
            };
            sink.push(site.text.span, mistake);
            return None;
        }
        self.fit(kind, name, at, site, sink)
    }

    fn fit(
        &self,
        kind: &Kind,
        name: &str,
        at: Position,
        site: Site<'_>,
        sink: &mut Sink,
    ) -> Option<Encode> {
        if matches!((kind, at), (Kind::Secret, Position::Path | Position::Query)) {
            self.secret(name, site, sink)?;
        }
        match fit(kind, name, at) {
            Ok(encode) => Some(encode),
            Err(mistake) => {
                sink.push(site.text.span, mistake);
                None
            }
        }
    }
}

/// A `OneOf` with the value alone that a placeholder names.
fn only(choices: &[Choice], value: usize) -> Kind {
    let used = |choice: &Choice| Choice {
        variant: choice.variant.clone(),
        values: choice.values.get(value).cloned().into_iter().collect(),
    };
    Kind::OneOf(choices.iter().map(used).collect())
}

/// The index of the value that `{env.login}` names.
fn field_index(var: &Var, field: Option<&str>, site: Site<'_>, sink: &mut Sink) -> Option<usize> {
    let name = var.name.value.clone();
    let values = var
        .choices()
        .first()
        .map_or(&[][..], |choice| &choice.values);
    let single = values.iter().all(|(field, _)| field.is_empty());
    match field {
        None if single => Some(0),
        None => {
            let field = values
                .first()
                .map(|(field, _)| field.clone())
                .unwrap_or_default();
            sink.push(site.text.span, VarError::NeedsField { name, field });
            None
        }
        Some(field) => {
            let found = values.iter().position(|(have, _)| have == field);
            if found.is_none() {
                let field = field.to_owned();
                sink.push(site.text.span, VarError::NoField { name, field });
            }
            found
        }
    }
}
