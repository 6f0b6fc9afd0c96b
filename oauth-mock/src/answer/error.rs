//! Refusals in the declared error form.

use http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use oauth_runtime::spec::{AnswerSpec, Bearer, CallKind, CallSpec, Field, Format};

use super::{Answer, Document};
use crate::refusal::Refusal;
use crate::setup::Setup;

/// Writes a refusal as the provider of the call would.
pub(crate) fn refuse(setup: &Setup, kind: CallKind, call: &CallSpec, refusal: &Refusal) -> Answer {
    let rules = &call.answer;
    let text = refusal.to_string();
    if rules.format == Format::Text {
        return Answer::new(refusal.status, "text/plain; charset=utf-8", text);
    }
    let mut document = Document::new();
    document.field(rules, Field::Error, own_name(rules, refusal.error).into());
    document.field(rules, Field::ErrorDescription, text.into());
    document.decide(rules.success.as_ref(), false);
    let api = setup.spec.api.filter(|_| kind == CallKind::Api);
    if let Some(check) = api.and_then(|api| api.renew_if.as_ref()) {
        document.decide(Some(check), refusal.renew);
    }
    // Where a declared test tells success from failure, the status does not.
    let status = match rules.success {
        Some(_) if kind != CallKind::Api && matches!(refusal.status, 400 | 401) => {
            rules.statuses.first().copied().unwrap_or(200)
        }
        _ => refusal.status,
    };
    let mut answer = document.finish(rules, status);
    if kind == CallKind::Api && call.accept.contains("json") {
        answer.header(CONTENT_TYPE, call.accept);
    }
    if status == 401 {
        challenge(setup, kind, refusal, &mut answer);
    }
    answer
}

/// RFC 6750 §3 for bearer calls, RFC 6749 §5.2 for client authentication by header.
fn challenge(setup: &Setup, kind: CallKind, refusal: &Refusal, answer: &mut Answer) {
    let of_proof = matches!(refusal.error, "use_dpop_nonce" | "invalid_dpop_proof");
    let value = match kind {
        _ if of_proof => format!("DPoP error=\"{}\"", refusal.error),
        CallKind::Api | CallKind::UserInfo => match setup.bearers().first() {
            Some(Bearer::Authorization { scheme }) if !scheme.is_empty() => {
                let value = format!("{scheme} error=\"{}\"", refusal.error);
                match setup.resource_metadata() {
                    Some(url) => format!("{value}, resource_metadata=\"{url}\""),
                    None => value,
                }
            }
            _ => return,
        },
        CallKind::Registration => format!("Bearer error=\"{}\"", refusal.error),
        _ => "Basic realm=\"mock\"".to_owned(),
    };
    answer.header(WWW_AUTHENTICATE, &value);
}

/// The provider's own word for a standard error.
fn own_name<'a>(rules: &AnswerSpec, standard: &'a str) -> &'a str {
    rules
        .error_map
        .iter()
        .find(|(_, meaning)| *meaning == standard)
        .map_or(standard, |(own, _)| *own)
}
