//! Scope lists.

use super::urls::describe;
use crate::diag::Sink;
use crate::errors::ScopeError;
use crate::model::{Scope, ScopeList, Text};
use crate::suggest::nearest;

pub(super) fn check_scopes(list: &ScopeList, second: bool, sink: &mut Sink) {
    if second && list.param.is_none() {
        sink.push(list.span, ScopeError::NoParam {});
    }
    if list.names.len() > 255 {
        sink.push(list.span, ScopeError::TooMany {});
    }
    let delimiter = list.delimiter();
    if let Some(text) = &list.delimiter {
        check_delimiter(text, sink);
    }
    for scope in &list.names {
        check_value(scope, sink);
        if !delimiter.is_empty()
            && contains_delimiter(&scope.value.value, delimiter, list.is_nested())
        {
            let mistake = ScopeError::ContainsDelimiter {
                scope: scope.value.value.clone(),
                delimiter: match delimiter {
                    " " => "a space".to_owned(),
                    other => format!("`{other}`"),
                },
            };
            sink.push(scope.value.span, mistake);
        }
        for name in &scope.implies {
            check_name(list, name, sink);
        }
    }
    for name in &list.default {
        check_name(list, name, sink);
        let scope = list
            .index(&name.value)
            .and_then(|index| list.names.get(index));
        if scope.is_some_and(Scope::takes_arguments) {
            let name_text = name.value.clone();
            sink.push(name.span, ScopeError::NeedsArguments { name: name_text });
        }
    }
}

fn check_delimiter(text: &Text, sink: &mut Sink) {
    let mut chars = text.value.chars();
    match (chars.next(), chars.next()) {
        (None, _) => sink.push(text.span, ScopeError::EmptyDelimiter {}),
        (Some(first), Some(_)) => {
            let first = first.to_string();
            sink.push(text.span, ScopeError::LongDelimiter { first });
        }
        _ => (),
    }
}

fn check_value(scope: &Scope, sink: &mut Sink) {
    let text = &scope.value;
    if text.value.is_empty() {
        let name = scope.name.value.clone();
        sink.push(text.span, ScopeError::EmptyValue { name });
    }
    let bad = |c: &char| !(c.is_ascii_graphic() || *c == ' ') || matches!(c, '"' | '\\');
    if let Some(c) = text.value.chars().find(bad) {
        let what = describe(c);
        sink.push(text.span, ScopeError::BadValue { what });
    }
    if text.value.matches("{}").count() > 1 {
        let name = scope.name.value.clone();
        sink.push(text.span, ScopeError::TwoHoles { name });
    }
}

/// In a nested list, delimiters inside parentheses separate nothing.
fn contains_delimiter(value: &str, delimiter: &str, nested: bool) -> bool {
    let mut depth = 0_usize;
    value.char_indices().any(|(at, c)| {
        match c {
            '(' if nested => depth += 1,
            ')' if nested => depth = depth.saturating_sub(1),
            _ => (),
        }
        depth == 0 && value.split_at(at).1.starts_with(delimiter)
    })
}

fn check_name(list: &ScopeList, name: &Text, sink: &mut Sink) {
    if list.index(&name.value).is_some() {
        return;
    }
    let wanted = name.value.clone();
    let variants = list.names.iter().map(|scope| scope.variant.as_str());
    match nearest(&wanted, variants) {
        Some(near) => {
            let near = near.to_owned();
            sink.push(
                name.span,
                ScopeError::UnknownDefaultNear { name: wanted, near },
            );
        }
        None => sink.push(name.span, ScopeError::UnknownDefault { name: wanted }),
    }
}
