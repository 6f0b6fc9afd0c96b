//! Second tokens: each is the block again, with its own keys in place of the block's.

use super::answers::check_answer;
use super::rules::check_block;
use super::vars::check_kept;
use crate::diag::Sink;
use crate::errors::SecondError;
use crate::model::{Block, CallKind, Provider, Second, WrittenCall};
use crate::parse::Item;

/// What a second token says of itself. The block around it is checked already.
pub(super) fn check_seconds(
    item: &Item,
    block: &Block,
    sink: &mut Sink,
) -> Vec<(Second, Provider)> {
    let mut seconds = Vec::new();
    for second in &block.seconds {
        check_place(second, block, sink);
        if sink.count() > 0 {
            continue;
        }
        let own = block.for_second(second);
        check_own_answer(second, &own, sink);
        let mut provider = check_block(item, own, sink);
        if second.by_refresh.is_none() {
            provider.read_second(second);
        }
        seconds.push((second.clone(), provider));
    }
    seconds
}

fn check_place(second: &Second, block: &Block, sink: &mut Sink) {
    let name = || second.name.value.clone();
    let answers = second.answer.as_ref().map(|answer| {
        let mut fields = answer.fields.iter();
        fields.any(|rule| rule.field.value == "access_token")
    });
    let Some(span) = second.by_refresh else {
        if answers != Some(true) {
            sink.push(second.name.span, SecondError::NoPlace { name: name() });
        }
        return;
    };
    if answers.is_some() {
        sink.push(span, SecondError::AnswerNoUse { name: name() });
    }
    if let Some(none) = second.no_refresh {
        sink.push(none, SecondError::NoRefresh { name: name() });
    }
    let rotation = block
        .rotation
        .as_ref()
        .and_then(|rotation| rotation.value.as_ref());
    if rotation.is_some_and(|rotation| rotation.word.value == "single_use") {
        sink.push(span, SecondError::SingleUse { name: name() });
    }
}

fn check_own_answer(second: &Second, own: &Block, sink: &mut Sink) {
    if let Some(answer) = &second.answer {
        let mut call = WrittenCall::new(CallKind::Token, second.name.span);
        call.answer = answer.clone();
        check_answer(&call, own, sink);
        check_kept(&answer.keep, sink);
    }
}
