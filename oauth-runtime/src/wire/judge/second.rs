//! Further tokens in a token answer.

use std::time::SystemTime;

use super::document::Document;
use super::token::read_token;
use super::{Answer, read};
use crate::error::Error;
use crate::spec::{CallKind, Field, SecondBy};
use crate::token::TokenSet;

/// The second tokens that stand beside the first; one that is missing is left out.
/// A refresh answers the first token alone.
pub(super) fn tokens(
    answer: &Answer<'_>,
    document: &Document<'_>,
    now: SystemTime,
) -> Result<Vec<(&'static str, TokenSet)>, Error> {
    let mut found = Vec::new();
    for second in answer.spec.second_tokens {
        let Some(call) = second.spec.call(CallKind::Token) else {
            continue;
        };
        if second.by != SecondBy::Answer || answer.kind == CallKind::Refresh {
            continue;
        }
        let own = Answer {
            spec: second.spec,
            call,
            ..*answer
        };
        if read::text(&own, document, Field::AccessToken)?.is_some() {
            let tokens = TokenSet {
                obtained_by: CallKind::Token,
                ..read_token(&own, now, None)?
            };
            found.push((second.name, tokens));
        }
    }
    Ok(found)
}
