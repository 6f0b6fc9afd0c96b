//! `second_token(user(...), ...)`

use super::answer::parse_answer;
use super::call::parse_call;
use super::callback::parse_lifetimes;
use super::level::{Entry, parse_level};
use super::tree::Node;
use super::value::{parse_flag, parse_list};
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, SecondError};
use crate::keys::Level;
use crate::model::{CallKind, Second, Spanned};

pub(super) fn parse_seconds(entry: &Entry<'_>, sink: &mut Sink) -> Vec<Second> {
    let mut seconds: Vec<Second> = Vec::new();
    for node in parse_list(entry, sink).unwrap_or_default() {
        let (Some(name), Some(list)) = (node.word(), &node.list) else {
            sink.push(node.region(), SecondError::NoName {});
            continue;
        };
        let same = |second: &&Second| second.name.value == name;
        if let Some(first) = seconds.iter().find(same) {
            let key = name.to_owned();
            let at = First(line(first.name.span));
            sink.push(node.span, KeyError::Duplicate { key, at });
            continue;
        }
        let mut second = Second {
            name: Spanned::new(name.to_owned(), node.span),
            by_refresh: None,
            answer: None,
            refresh: None,
            no_refresh: None,
            api: None,
            lifetimes: None,
        };
        for entry in parse_level(&list.nodes, Level::SecondToken, sink, |_, _| false) {
            parse_second_key(&entry, &mut second, sink);
        }
        seconds.push(second);
    }
    seconds
}

fn parse_second_key(entry: &Entry<'_>, second: &mut Second, sink: &mut Sink) {
    match entry.key.name {
        "by_refresh" => {
            second.by_refresh = parse_flag(entry, sink).value.then_some(entry.node.span);
        }
        "answer" => {
            let nodes = parse_list(entry, sink);
            second.answer = nodes.map(|nodes| parse_answer(nodes, sink));
        }
        "refresh" if entry.node.value.as_deref().and_then(Node::word) == Some("none") => {
            second.no_refresh = Some(entry.node.span);
        }
        "refresh" => second.refresh = Some(parse_call(entry, CallKind::Refresh, sink)),
        "api" => second.api = Some(parse_call(entry, CallKind::Api, sink)),
        "lifetimes" => second.lifetimes = Some(parse_lifetimes(entry, sink)),
        _ => (),
    }
}
