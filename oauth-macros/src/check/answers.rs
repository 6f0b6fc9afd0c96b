//! Answers: paths, kept values, expiry.

use crate::diag::Sink;
use crate::errors::AnswerError;
use crate::model::{Answer, Block, CallKind, Kept, Source, WrittenCall};

/// Fields that need not be kept, because the runtime reads them.
const STANDARD: &[&str] = &[
    "access_token",
    "refresh_token",
    "token_type",
    "expires_in",
    "scope",
    "id_token",
    "error",
    "error_description",
    "error_uri",
];

pub(super) fn check_answer(call: &WrittenCall, block: &Block, sink: &mut Sink) {
    let answer = &call.answer;
    check_paths(answer, sink);
    for kept in &answer.keep {
        let name = kept.name.value.as_str();
        let same = matches!(&kept.source.value, Source::Path(path) if path.len() == 1 && path.iter().all(|part| part == name));
        // What a step answers is not read as the call's own.
        if STANDARD.contains(&name) && same && call.kind != CallKind::Step {
            let name = name.to_owned();
            sink.push(kept.name.span, AnswerError::KeepsStandard { name });
        }
    }
    let kept = |name: &str| {
        let others = block.keeping();
        others
            .chain([call])
            .any(|other| other.answer.keep.iter().any(|kept| kept.name.value == name))
    };
    for name in answer.require.iter().filter(|name| !kept(&name.value)) {
        let name_text = name.value.clone();
        sink.push(name.span, AnswerError::NotKept { name: name_text });
    }
    if !call.kind.yields_token() {
        let first = answer.keep.first().map(|kept| (kept.name.span, "keep"));
        let require = answer.require.first().map(|name| (name.span, "require"));
        let expires = answer.expires.as_ref().map(|word| (word.span, "expires"));
        let expires = expires.filter(|_| call.kind != CallKind::Step);
        let keeps = first.or(require).filter(|_| !call.kind.keeps());
        if let Some((span, key)) = keeps.or(expires) {
            let mistake = AnswerError::NoTokens {
                call: call.written(),
                key: key.to_owned(),
            };
            sink.push(span, mistake);
        }
    }
    if let (Some(word), None) = (&answer.expires, &block.lifetimes.access_token)
        && word.value == "fixed"
        && (call.kind.yields_token() || call.kind == CallKind::Step)
    {
        sink.push(word.span, AnswerError::FixedWithoutLifetime {});
    }
}

/// Two fields from one place: one of the two is a slip.
fn check_paths(answer: &Answer, sink: &mut Sink) {
    let mut seen: Vec<(&'static str, &Source)> = Vec::new();
    for rule in &answer.fields {
        let [source] = rule.sources.as_slice() else {
            continue;
        };
        let field = rule.field.value;
        // Some vendors answer a single text that is both code and description.
        let error = field.starts_with("error");
        let other = seen
            .iter()
            .find(|(other, have)| **have == source.value && !(error && other.starts_with("error")));
        if let Some((other, Source::Path(path))) = other {
            let mistake = AnswerError::SamePath {
                field: field.to_owned(),
                path: format!("/{}", path.join("/")),
                other: (*other).to_owned(),
            };
            sink.push(source.span, mistake);
        }
        seen.push((field, &source.value));
    }
}

/// The kept values of all token answers and the callback, each name once.
pub(super) fn collect_kept(block: &Block, sink: &mut Sink) -> Vec<Kept> {
    let mut all: Vec<Kept> = Vec::new();
    let answers = block.keeping();
    let callback = block
        .callback
        .iter()
        .flat_map(|callback| &callback.value.keep);
    for kept in answers.flat_map(|call| &call.answer.keep).chain(callback) {
        match all.iter().find(|have| have.name.value == kept.name.value) {
            Some(have) if have.kind.value.name() != kept.kind.value.name() => {
                let name = kept.name.value.clone();
                sink.push(kept.name.span, AnswerError::KeptTwice { name });
            }
            Some(_) => (),
            None => all.push(kept.clone()),
        }
    }
    all
}
