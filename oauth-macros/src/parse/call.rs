//! A call: `token = "https://..."`, `token(...)`, or the word alone.

use super::answer::parse_answer;
use super::api::parse_api_key;
use super::assertion::parse_assertion;
use super::auth::parse_client_auth;
use super::level::{Entry, parse_level};
use super::params::{parse_headers, parse_names, parse_order, parse_params, parse_presence};
use super::step::{parse_step_key, parse_steps};
use super::tree::Atom;
use super::value::{check_reason, parse_list, parse_text, parse_value, parse_word, text_of};
use crate::diag::{Sink, line};
use crate::errors::{Line, UrlError};
use crate::keys::{Level, METHODS, PLACES};
use crate::model::{CallKind, Spanned, WrittenCall};

pub(super) fn parse_call(entry: &Entry<'_>, kind: CallKind, sink: &mut Sink) -> WrittenCall {
    let mut call = WrittenCall::new(kind, entry.node.span);
    let Some(list) = &entry.node.list else {
        if entry.node.value.is_some() || entry.node.kind.is_some() {
            let value = parse_value(entry, sink);
            call.url =
                value.and_then(|value| text_of(value, entry.key.name, entry.key.example, sink));
        } else {
            call.bare = true;
        }
        return call;
    };
    if list.nodes.is_empty() {
        parse_list(entry, sink);
        call.bare = true;
    }
    let level = match kind {
        CallKind::Authorize => Level::Authorize,
        CallKind::Api => Level::Api,
        CallKind::Step => Level::Step,
        CallKind::Learn => Level::Learn,
        _ => Level::Call,
    };
    // `token("https://...")`: the only string is taken for the URL.
    let mut alone = None;
    let entries = parse_level(&list.nodes, level, sink, |node, sink| {
        if matches!(node.atom, Atom::Str(_)) && alone.is_none() && node.value.is_none() {
            let mistake = crate::errors::SyntaxError::ValueAsList {
                key: kind.key().to_owned(),
                example: entry.key.example.to_owned(),
            };
            sink.push(node.span, mistake);
            alone = Some(node);
            return true;
        }
        false
    });
    call.url = alone.and_then(|node| text_of(node, "url", "", sink));
    let mut base = None;
    for entry in entries {
        if entry.key.name == "base" {
            base = parse_text(&entry, sink);
        } else {
            parse_call_key(&entry, &mut call, sink);
        }
    }
    if let Some(base) = base {
        if let Some(url) = &call.url {
            let earlier = Line(line(url.span));
            sink.push(base.span, UrlError::TwoUrls { earlier });
        }
        call.url = Some(base);
    }
    call
}

fn parse_call_key(entry: &Entry<'_>, call: &mut WrittenCall, sink: &mut Sink) {
    match entry.key.name {
        "url" => call.url = parse_text(entry, sink),
        "fallback" => call.fallback = parse_text(entry, sink),
        "fragment_route" => call.fragment_route = parse_text(entry, sink),
        "suffix_fragment" => call.suffix_fragment = parse_text(entry, sink),
        "method" => {
            call.method =
                parse_word(entry, METHODS, sink).map(|(word, node)| Spanned::new(word, node.span))
        }
        "place" => {
            call.place =
                parse_word(entry, PLACES, sink).map(|(word, node)| Spanned::new(word, node.span))
        }
        "reason" => {
            call.reason = parse_text(entry, sink);
            if let Some(reason) = &call.reason {
                check_reason(call.kind.key(), reason, sink);
            }
        }
        "names" => parse_names(entry, call, sink),
        "send" => parse_presence(entry, "Send", call, sink),
        "send_empty" => parse_presence(entry, "SendEmpty", call, sink),
        "omit" => parse_presence(entry, "Omit", call, sink),
        "params" => parse_params(entry, call, sink),
        "headers" => parse_headers(entry, call, sink),
        "order" => call.order = parse_order(entry, sink),
        "client_auth" => call.client_auth = parse_client_auth(entry, sink),
        "assertion" => call.assertion = parse_assertion(entry, sink),
        "accept" => call.accept = parse_text(entry, sink),
        "content_type" => call.content_type = parse_text(entry, sink),
        "empty_body" => call.empty_body = parse_word(entry, &["json_object"], sink).is_some(),
        "answer" => {
            if let Some(nodes) = parse_list(entry, sink) {
                call.answer = parse_answer(nodes, sink);
            }
        }
        "before" => call.before = Some(parse_steps(entry, CallKind::Step, sink)),
        "then" => call.then = Some(parse_steps(entry, CallKind::Step, sink)),
        _ if matches!(call.kind, CallKind::Step | CallKind::Learn) => {
            parse_step_key(entry, &mut call.step, sink);
        }
        _ => parse_api_key(entry, &mut call.api, sink),
    }
}
