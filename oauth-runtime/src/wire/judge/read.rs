//! Looking fields up where the declaration says they stand.

use std::borrow::Cow;

use http::header;

use super::Answer;
use super::claim::claim;
use super::document::{Document, Duplicate};
use crate::error::{Code, Error};
use crate::spec::{Check, Expect, Field, Format, Source};

/// The key of an element's text beside its attributes.
pub(super) const XML_TEXT: &str = "#text";

/// A field's value, from its declared sources in order, or under its RFC name.
/// Null counts as absent.
pub(super) fn field<'d, 'a>(
    answer: &Answer<'a>,
    document: &'d Document<'a>,
    field: Field,
) -> Result<Option<Cow<'d, Document<'a>>>, Error> {
    match answer.call.answer.sources(field) {
        Some(sources) => {
            for source in sources {
                if let Some(value) = source_value(answer, document, *source)? {
                    return Ok(Some(value));
                }
            }
            Ok(None)
        }
        None if field.name().is_empty() => Ok(None),
        None => path(document, &[field.name()]),
    }
}

/// A field as text; an empty one counts as absent.
pub(super) fn text(
    answer: &Answer<'_>,
    document: &Document<'_>,
    which: Field,
) -> Result<Option<String>, Error> {
    let value = field(answer, document, which)?;
    Ok(value
        .and_then(|value| value.text().map(Cow::into_owned))
        .filter(|text| !text.is_empty()))
}

pub(super) fn source_value<'d, 'a>(
    answer: &Answer<'a>,
    document: &'d Document<'a>,
    source: Source,
) -> Result<Option<Cow<'d, Document<'a>>>, Error> {
    let owned = |text: Option<String>| Ok(text.map(|t| Cow::Owned(Document::Text(Cow::Owned(t)))));
    match source {
        Source::Path(steps) => {
            let found = path(document, steps)?;
            if answer.call.answer.format != Format::Xml {
                return Ok(found);
            }
            // An element with attributes is still read as its text.
            match found.as_deref() {
                Some(Document::Object(_)) => {
                    let own: Vec<&str> = steps.iter().copied().chain([XML_TEXT]).collect();
                    Ok(path(document, &own)?.or(found))
                }
                _ => Ok(found),
            }
        }
        Source::Body => {
            Ok(Some(Cow::Borrowed(document)).filter(|d| !matches!(**d, Document::Null)))
        }
        Source::Header(name) => owned(
            answer
                .response
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
        ),
        Source::Cookie(name) => owned(cookie(answer, name)),
        Source::Claim(token, steps) => Ok(holder(answer, document, token)?
            .and_then(|jwt| claim(&jwt, steps))
            .map(Cow::Owned)),
    }
}

/// The text of a field that may hold a JWT. A claim stands in no claim.
fn holder(
    answer: &Answer<'_>,
    document: &Document<'_>,
    token: Field,
) -> Result<Option<String>, Error> {
    let text = |value: Cow<'_, Document<'_>>| value.text().map(Cow::into_owned);
    let Some(sources) = answer.call.answer.sources(token) else {
        return Ok(path(document, &[token.name()])?.and_then(text));
    };
    for source in sources {
        if !matches!(source, Source::Claim(..))
            && let Some(value) = source_value(answer, document, *source)?
        {
            return Ok(text(value));
        }
    }
    Ok(None)
}

pub(super) fn path<'d, 'a>(
    document: &'d Document<'a>,
    steps: &[&str],
) -> Result<Option<Cow<'d, Document<'a>>>, Error> {
    match document.at(steps) {
        Ok(Some(Document::Null)) | Ok(None) => Ok(None),
        Ok(Some(value)) => Ok(Some(Cow::Borrowed(value))),
        Err(Duplicate(key)) => Err(Error::new(
            Code::DuplicateKey,
            format!(
                "the key `{key}` stands twice in the answer, and nothing tells which counts; the provider must repair it"
            ),
        )),
    }
}

fn cookie(answer: &Answer<'_>, name: &str) -> Option<String> {
    answer
        .response
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|line| line.split(';').next()?.split_once('='))
        .find(|(known, _)| known.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
}

/// Whether a declared test holds.
pub(super) fn holds(
    answer: &Answer<'_>,
    document: &Document<'_>,
    check: &Check,
) -> Result<bool, Error> {
    let value = source_value(answer, document, check.source)?;
    Ok(match check.expect {
        Expect::Absent => value.is_none(),
        Expect::Present => value.is_some(),
        Expect::OneOf(texts) => value
            .and_then(|value| value.text().map(Cow::into_owned))
            .is_some_and(|text| texts.contains(&text.as_str())),
    })
}
