//! The JWT of a call: its templates, and that it is sent.

use super::headers::is_literal;
use super::kinds::Position;
use super::names::{Names, Site};
use super::templates::check_text;
use crate::diag::{Sink, line};
use crate::errors::{AuthError, ExpressionError, Line};
use crate::model::{Assertion, Block, CallKind, CheckedCall, Spanned, Template, Text, Value};

/// Resolves the templates of an assertion.
pub(super) fn check_assertion(
    assertion: &Spanned<Assertion<Text>>,
    call: Option<CallKind>,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Spanned<Assertion<Template>>> {
    let Assertion {
        alg,
        key,
        header,
        claims,
        lifetime,
    } = &assertion.value;
    if is_literal(key) {
        let name = "key".to_owned();
        let at = Line(line(key.span));
        sink.push_at_item(AuthError::LiteralSecret { name, at });
        return None;
    }
    let resolver = Resolver { call, names };
    let key = resolver.text("key", key, sink);
    let header = resolver.members(header, sink);
    let claims = resolver.members(claims, sink);
    let resolved = Assertion {
        alg: alg.clone(),
        key: key?,
        header,
        claims,
        lifetime: *lifetime,
    };
    Some(Spanned::new(resolved, assertion.span))
}

struct Resolver<'a, 'b> {
    call: Option<CallKind>,
    names: &'a Names<'b>,
}

impl Resolver<'_, '_> {
    fn text(&self, key: &str, text: &Text, sink: &mut Sink) -> Option<Template> {
        let site = Site {
            key,
            text,
            call: self.call,
            reason: true,
        };
        check_text(site, Position::Header, self.names, sink)
    }

    fn members(
        &self,
        members: &[(String, Value<Text>)],
        sink: &mut Sink,
    ) -> Vec<(String, Value<Template>)> {
        members
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), self.value(name, value, sink)?)))
            .collect()
    }

    fn value(&self, key: &str, value: &Value<Text>, sink: &mut Sink) -> Option<Value<Template>> {
        Some(match value {
            Value::Text(text) => Value::Text(self.text(key, text, sink)?),
            Value::Number(number) => Value::Number(number.clone()),
            Value::Bool(value) => Value::Bool(*value),
            Value::Object(fields) => Value::Object(self.members(fields, sink)),
            Value::Array(values) => Value::Array(
                values
                    .iter()
                    .filter_map(|value| self.value(key, value, sink))
                    .collect(),
            ),
        })
    }
}

/// What is sent must be declared, and what is declared must be sent.
pub(super) fn check_assertion_use<'c>(
    block: &Block,
    calls: impl Iterator<Item = &'c CheckedCall> + Clone,
    sink: &mut Sink,
) {
    let mut senders = calls.filter(|call| call.sends_assertion());
    let declared =
        block.assertion.is_some() || block.calls.iter().any(|call| call.assertion.is_some());
    match senders.clone().find(|call| call.assertion.is_none()) {
        Some(call) if !block.unreadable && (!declared || sink.count() == 0) => {
            let call_key = call.kind.key();
            sink.push(call.span, ExpressionError::NoAssertion { call: call_key });
        }
        _ => {
            if let Some(assertion) = &block.assertion
                && senders.next().is_none()
                && sink.count() == 0
            {
                sink.push(assertion.span, ExpressionError::AssertionNoUse {});
            }
        }
    }
}
