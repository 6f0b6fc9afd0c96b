//! Answers of steps and of calls that learn a tenant's values.

use std::time::SystemTime;

use super::document::Document;
use super::{Answer, expiry, failure, keep, read, token};
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::Field;
use crate::token::{Kept, TokenSet};
use crate::wire::plan::check_token;

/// Reads the answer of a step before a call: what it keeps.
pub(crate) fn judge_kept(answer: &Answer<'_>) -> Result<Kept, Error> {
    let read = || {
        let document = failure::success(answer)?;
        kept(answer, &document)
    };
    read().map_err(|error| answer.named(error))
}

/// Reads the answer of a step after a call that came at `now`: the fields that it
/// has count in place of those that are known, the others stay.
pub(crate) fn judge_then(
    answer: &Answer<'_>,
    now: SystemTime,
    known: &TokenSet,
) -> Result<(TokenSet, Kept), Error> {
    read_then(answer, now, known).map_err(|error| answer.named(error))
}

/// Reads the answer of a call that learns values: what is kept of each item of its
/// list, or of the whole answer where it is none.
///
/// An item with a host that the declaration does not trust is not the program's to
/// choose and is left out; `E0605` only where no other is left.
pub(crate) fn judge_items(
    answer: &Answer<'_>,
    each: Option<crate::spec::Source>,
) -> Result<Vec<Kept>, Error> {
    let read = || {
        let document = failure::success(answer)?;
        let Some(source) = each else {
            return Ok(vec![kept(answer, &document)?]);
        };
        let list = read::source_value(answer, &document, source)?;
        match list.as_deref() {
            Some(Document::Array(items)) => trusted_items(answer, items),
            _ => Err(Error::new(
                Code::MissingField,
                "the answer has no list where `each` looks for one",
            )
            .key("learn(each)")),
        }
    };
    read().map_err(|error| answer.named(error))
}

fn trusted_items(answer: &Answer<'_>, items: &[Document<'_>]) -> Result<Vec<Kept>, Error> {
    let mut trusted = Vec::with_capacity(items.len());
    let mut refused = None;
    for item in items {
        match kept(answer, item) {
            Ok(kept) => trusted.push(kept),
            Err(error) if error.code() == Code::UntrustedHost => {
                tracing::warn!(
                    provider = answer.spec.id,
                    key = error.declaration_key(),
                    "an item of `learn` names a host that the declaration does not trust: it is left out"
                );
                refused = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match refused {
        Some(error) if trusted.is_empty() => Err(error),
        _ => Ok(trusted),
    }
}

fn kept(answer: &Answer<'_>, document: &Document<'_>) -> Result<Kept, Error> {
    let kept = keep::keep_fields(answer, document)?;
    keep::require(answer, &kept)?;
    Ok(kept)
}

fn read_then(
    answer: &Answer<'_>,
    now: SystemTime,
    known: &TokenSet,
) -> Result<(TokenSet, Kept), Error> {
    let document = failure::success(answer)?;
    let text = |field| read::text(answer, &document, field);
    let kept = kept(answer, &document)?;
    let mut tokens = known.clone();
    let access_token = text(Field::AccessToken)?.map(Secret::new);
    if let Some(access_token) = access_token {
        check_token(access_token.expose())?;
        token::check_type(answer, &document)?;
        tokens.access_token = access_token;
        tokens.issued_at = now;
        // A token of its own does not live as long as the one it was traded for.
        if answer.spec.lifetimes.access_token.is_some() {
            tokens.expires = expiry::access_token(answer, &document, now)?;
        }
    }
    if let Some(expires) = expiry::answered(answer, &document, now)? {
        tokens.expires = expires;
        tokens.issued_at = now;
    }
    if let Some(refresh_token) = text(Field::RefreshToken)? {
        tokens.refresh_token = Some(Secret::new(refresh_token));
        tokens.refresh_token_issued_at = now;
        tokens.refresh_token_expires_at = expiry::refresh_token(answer, &document, now)?;
    }
    if let Some(scope) = token::granted(answer, &document)? {
        tokens.scope = Some(scope);
    }
    if let Some(id_token) = text(Field::IdToken)?.filter(|text| text != "false") {
        tokens.id_token = Some(Secret::new(id_token));
    }
    tokens.kept.take_from(&kept);
    tokens.remainder.extend(token::remainder(answer, &document));
    Ok((tokens, kept))
}
