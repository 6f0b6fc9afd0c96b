//! Token answers, RFC 6749 §5.1.

use std::time::SystemTime;

use serde_json::{Map, Value};

use super::document::Document;
use super::{Answer, expiry, failure, keep, read, second};
use crate::error::{Code, Error};
use crate::flow::TokenType;
use crate::scope;
use crate::secret::Secret;
use crate::spec::{CallKind, Field, Source, TokenTypeRule};
use crate::token::TokenSet;
use crate::wire::plan::check_token;

/// Reads a token answer that came at `now`.
///
/// # Errors
/// The error the provider answered, or what makes the answer unusable.
pub fn judge_token(answer: &Answer<'_>, now: SystemTime) -> Result<TokenSet, Error> {
    read_token(answer, now, None).map_err(|error| answer.named(error))
}

/// As [`judge_token`], for the answer of a refresh: where the declaration says that
/// none comes, the access token that was used is the one that lives on.
///
/// # Errors
/// As [`judge_token`].
pub(crate) fn judge_renewed(
    answer: &Answer<'_>,
    now: SystemTime,
    used: &Secret,
) -> Result<TokenSet, Error> {
    let used = answer.call.answer.keeps_token.then_some(used);
    read_token(answer, now, used).map_err(|error| answer.named(error))
}

/// Reads the answer of a code request: the authorization code.
///
/// # Errors
/// As [`judge_token`].
pub fn judge_code(answer: &Answer<'_>) -> Result<Secret, Error> {
    let read = || {
        let document = failure::success(answer)?;
        match read::text(answer, &document, Field::Code)? {
            Some(code) => Ok(Secret::new(code)),
            None => Err(failure::missing(answer, &document, Field::Code)),
        }
    };
    read().map_err(|error| answer.named(error))
}

/// Reads an answer of which only success matters (RFC 7009 §2.2).
///
/// # Errors
/// As [`judge_token`].
pub fn judge_done(answer: &Answer<'_>) -> Result<(), Error> {
    let read = || {
        // The body of a revocation answer has no meaning; only an error in it counts.
        match failure::success(answer) {
            Err(error)
                if matches!(error.code(), Code::UnreadableAnswer | Code::HtmlAnswer)
                    && (200..300).contains(&answer.response.status) =>
            {
                Ok(())
            }
            other => other.map(|_| ()),
        }
    };
    read().map_err(|error| answer.named(error))
}

/// Reads an answer as a JSON object: introspection and userinfo.
///
/// # Errors
/// As [`judge_token`].
pub fn judge_json(answer: &Answer<'_>) -> Result<(Option<bool>, Value), Error> {
    let read = || {
        let document = failure::success(answer)?;
        let active = read::text(answer, &document, Field::Active)?;
        Ok((active.map(|text| text == "true"), document.to_value()))
    };
    read().map_err(|error| answer.named(error))
}

pub(super) fn read_token(
    answer: &Answer<'_>,
    now: SystemTime,
    used: Option<&Secret>,
) -> Result<TokenSet, Error> {
    let document = failure::success(answer)?;
    let access_token = match (read::text(answer, &document, Field::AccessToken)?, used) {
        (Some(text), _) => Secret::new(text),
        (None, Some(used)) => used.clone(),
        (None, None) => return Err(failure::missing(answer, &document, Field::AccessToken)),
    };
    check_token(access_token.expose())?;
    check_type(answer, &document)?;
    let refresh_token = read::text(answer, &document, Field::RefreshToken)?.map(Secret::new);
    let id_token = read::text(answer, &document, Field::IdToken)?
        .filter(|text| text != "false")
        .map(Secret::new);
    let kept = keep::keep_fields(answer, &document)?;
    if answer.kind != CallKind::Refresh {
        keep::require(answer, &kept)?;
    }
    Ok(TokenSet {
        expires: expiry::access_token(answer, &document, now)?,
        refresh_token_expires_at: match refresh_token {
            Some(_) => expiry::refresh_token(answer, &document, now)?,
            None => None,
        },
        scope: granted(answer, &document)?,
        remainder: remainder(answer, &document),
        access_token,
        refresh_token,
        id_token,
        issued_at: now,
        refresh_token_issued_at: now,
        obtained_by: answer.kind,
        requested_scope: None,
        requested_params: Vec::new(),
        redirect_uri: None,
        kept,
        second: second::tokens(answer, &document, now)?,
        dpop_key: None,
        client: None,
    })
}

pub(super) fn check_type(answer: &Answer<'_>, document: &Document<'_>) -> Result<(), Error> {
    let rule = answer.call.answer.token_type;
    if rule == TokenTypeRule::Ignored {
        return Ok(());
    }
    let kind = read::text(answer, document, Field::TokenType)?;
    if is_no_access_token(answer, document, kind.as_deref()) {
        return Ok(());
    }
    if answer.spec.dpop.is_some() {
        return match kind {
            Some(kind) if kind.eq_ignore_ascii_case("dpop") => Ok(()),
            _ => Err(Error::new(
                Code::TokenType,
                "the token is not bound to the key that was proved: whoever copies it could use it, so it was not taken",
            )
            .key("dpop")),
        };
    }
    match kind {
        Some(kind) if kind.eq_ignore_ascii_case("bearer") => Ok(()),
        None if rule != TokenTypeRule::Required => Ok(()),
        found => {
            let text = match found {
                Some(_) => "the token is not a bearer token",
                None => "the answer has no `token_type`",
            };
            Err(Error::new(Code::TokenType, text).key(format!(
                "{}(answer(token_type = ignored))",
                answer.kind.key()
            )))
        }
    }
}

/// Whether an exchange issued something that is no access token, and says so
/// (RFC 8693 §2.2.1: `N_A`).
fn is_no_access_token(answer: &Answer<'_>, document: &Document<'_>, kind: Option<&str>) -> bool {
    let issued = || read::path(document, &["issued_token_type"]).ok().flatten();
    answer.kind == CallKind::TokenExchange
        && kind.is_some_and(|kind| kind.eq_ignore_ascii_case("n_a"))
        && issued().is_some_and(|issued| {
            let text = issued.text();
            text.is_some_and(|text| TokenType::from(&*text) != TokenType::AccessToken)
        })
}

pub(super) fn granted(
    answer: &Answer<'_>,
    document: &Document<'_>,
) -> Result<Option<Vec<String>>, Error> {
    let list = &answer.spec.scopes;
    let delimiter = answer.call.answer.scope_delimiter.unwrap_or(list.delimiter);
    let Some(value) = read::field(answer, document, Field::Scope)? else {
        return Ok(None);
    };
    Ok(match &*value {
        Document::Text(text) => Some(
            scope::split(text, delimiter, list.nested)
                .map(str::to_owned)
                .collect(),
        ),
        Document::Array(items) => Some(
            items
                .iter()
                .filter_map(|item| item.text().map(|text| text.into_owned()))
                .collect(),
        ),
        _ => None,
    })
}

/// Fields that nothing claims. Tokens are never among them.
pub(super) fn remainder(answer: &Answer<'_>, document: &Document<'_>) -> Map<String, Value> {
    const CLAIMED: [Field; 8] = [
        Field::AccessToken,
        Field::RefreshToken,
        Field::TokenType,
        Field::ExpiresIn,
        Field::ExpiresAt,
        Field::RefreshTokenExpiresIn,
        Field::Scope,
        Field::IdToken,
    ];
    let rules = &answer.call.answer;
    let heads = |sources: &[Source], key: &str| {
        sources
            .iter()
            .any(|source| matches!(source, Source::Path([first, ..]) if *first == key))
    };
    document.remainder(|key| {
        CLAIMED.iter().any(|field| match rules.sources(*field) {
            Some(sources) => heads(sources, key),
            None => field.name() == key,
        }) || rules.keep.iter().any(|keep| heads(&[keep.source], key))
    })
}
