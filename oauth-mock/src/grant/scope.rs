//! Whether a scope list is joined as it is declared.

use oauth_runtime::spec::{Param, Place, ScopeListSpec};

use crate::read::{Pair, Params, Request, locate};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;

/// The lists that a request can have, and their keys.
const LISTS: [(Param, &str); 2] = [
    (Param::Scope, "scopes"),
    (Param::SecondScope, "second_scopes"),
];

/// Checks the requested scopes. Scopes that the declaration does not name
/// pass; two named ones that are joined by something else do not.
pub(super) fn check(setup: &Setup, params: &Params) -> Result<(), Refusal> {
    for (param, key) in LISTS {
        if let (Some(list), Some(scope)) = (setup.scope_list(param), params.get(param)) {
            check_list(list, scope, &format!("{key}(delimiter)"))?;
        }
    }
    Ok(())
}

fn check_list(list: &ScopeListSpec, scope: &str, key: &str) -> Result<(), Refusal> {
    for part in split(scope, list.delimiter, list.nested) {
        if part.is_empty() {
            return Err(
                Refusal::new("invalid_scope", "an empty scope between two delimiters").key(key),
            );
        }
        if is_named(list, part) {
            continue;
        }
        let joined_otherwise = [" ", ",", "+", ";", "|"]
            .into_iter()
            .filter(|other| *other != list.delimiter)
            .any(|other| {
                let parts = split(part, other, list.nested);
                parts.len() > 1 && parts.iter().all(|part| is_named(list, part))
            });
        if joined_otherwise {
            let text =
                format!("the scopes are not joined by {:?}", list.delimiter).replace('"', "`");
            return Err(Refusal::new("invalid_scope", text).key(key));
        }
    }
    Ok(())
}

fn is_named(list: &ScopeListSpec, scope: &str) -> bool {
    list.names
        .iter()
        .any(|name| match name.value.split_once("{}") {
            None => name.value == scope,
            Some((before, after)) => scope
                .strip_prefix(before)
                .and_then(|rest| rest.strip_suffix(after))
                .is_some_and(|args| !args.contains(['(', ')'])),
        })
}

fn split<'s>(scope: &'s str, delimiter: &str, nested: bool) -> Vec<&'s str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, c) in scope.char_indices() {
        match c {
            '(' if nested => depth += 1,
            ')' if nested => depth = depth.saturating_sub(1),
            _ => (),
        }
        let here = scope.get(at..).unwrap_or_default();
        if depth == 0 && at >= start && !delimiter.is_empty() && here.starts_with(delimiter) {
            parts.extend(scope.get(start..at));
            start = at + delimiter.len();
        }
    }
    parts.extend(scope.get(start..));
    parts
}

/// Checks how the lists are written in the query of the authorization request.
pub(super) fn check_query(setup: &Setup, route: &Route, request: &Request) -> Result<(), Refusal> {
    for (param, key) in LISTS {
        let (place, name) = locate(setup, route.kind, route.call, param);
        let pair = request.query_pair(name).filter(|_| place == Place::Query);
        if let (Some(list), Some(pair)) = (setup.scope_list(param), pair) {
            check_written(list, pair, key)?;
        }
    }
    Ok(())
}

fn check_written(list: &ScopeListSpec, pair: &Pair, key: &str) -> Result<(), Refusal> {
    let raw = pair.raw.to_ascii_uppercase();
    let encoded = |c: char| raw.contains(&format!("%{:02X}", u32::from(c)));
    if let Some(c) = list.literal.chars().find(|c| encoded(*c)) {
        return Err(Refusal::new(
            "invalid_scope",
            format!("`{c}` in the scopes must stay literal"),
        )
        .key(format!("{key}(literal)")));
    }
    let delimiter = list.delimiter.chars().find(|c| *c != ' ');
    match delimiter.filter(|c| list.raw && encoded(*c)) {
        Some(c) => Err(Refusal::new(
            "invalid_scope",
            format!("`{c}` between scopes must not be encoded"),
        )
        .key(format!("{key}(raw)"))),
        None => Ok(()),
    }
}
