//! Values that are kept, each checked against its kind: one that names a host
//! must pass its trust rule before anything is sent there.

use std::borrow::Cow;

use super::Answer;
use super::document::Document;
use super::read;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{Keep, ProviderSpec, Source, VarKind};
use crate::token::{Kept, KeptValue};
use crate::value;

/// Keeps the declared fields of an answer.
pub(super) fn keep_fields(answer: &Answer<'_>, document: &Document<'_>) -> Result<Kept, Error> {
    let mut kept = Kept::default();
    for keep in answer.call.answer.keep {
        if let Some(found) = read::source_value(answer, document, keep.source)?
            && let Some(value) = kept_value(keep, &found)?
        {
            kept.push(keep.name, value);
        }
    }
    Ok(kept)
}

/// Keeps the declared parameters of a callback.
pub(crate) fn keep_parameters<'p>(
    spec: &'static ProviderSpec,
    read: impl Fn(&str) -> Option<&'p str>,
) -> Result<Kept, Error> {
    let mut kept = Kept::default();
    for keep in spec.callback.keep {
        let name = match keep.source {
            Source::Path([name]) => name,
            _ => keep.name,
        };
        match read(name) {
            Some(text) => {
                let document = Document::Text(Cow::Borrowed(text));
                if let Some(value) = kept_value(keep, &document)? {
                    kept.push(keep.name, value);
                }
            }
            None if keep.required => {
                return Err(Error::new(
                    Code::MissingField,
                    format!("the callback has no `{name}`"),
                )
                .key(format!("callback(keep({}))", keep.name)));
            }
            None => (),
        }
    }
    Ok(kept)
}

/// Every value that a declaration keeps.
pub(crate) fn declared(spec: &'static ProviderSpec) -> impl Iterator<Item = &'static Keep> {
    let answers = spec.calls.iter().flat_map(|call| call.answer.keep);
    let then = spec.calls.iter().flat_map(|call| call.then);
    let steps = then.flat_map(|step| step.call.answer.keep);
    let learned = spec.learn.iter().flat_map(|learn| learn.call.answer.keep);
    let answers = answers.chain(steps).chain(learned);
    answers.chain(spec.callback.keep)
}

/// As [`trusted`], for a value that a step kept.
pub(crate) fn trusted_in_step(
    spec: &'static ProviderSpec,
    step: &str,
    name: &str,
    text: &str,
) -> Result<(), Error> {
    let calls = spec.calls.iter();
    let steps = calls.flat_map(|call| call.before.iter().chain(call.then));
    let mut kept = steps
        .filter(|known| known.name == step)
        .flat_map(|step| step.call.answer.keep)
        .filter(|keep| keep.name == name);
    // Steps of one name in two calls may trust different hosts.
    let check = |keep: &Keep| kept_value(keep, &Document::Text(Cow::Borrowed(text))).map(|_| ());
    let Some(first) = kept.next() else {
        return Ok(());
    };
    match check(first) {
        Err(_) if kept.any(|keep| check(keep).is_ok()) => Ok(()),
        checked => checked,
    }
}

/// Brings back values that were kept earlier.
pub(crate) fn restore_kept<'v>(
    spec: &'static ProviderSpec,
    values: impl IntoIterator<Item = (&'v str, &'v str)>,
) -> Result<Kept, Error> {
    let mut kept = Kept::default();
    for (name, text) in values {
        let Some(keep) = declared(spec).find(|keep| keep.name == name) else {
            return Err(Error::new(
                Code::InputRefused,
                format!("the declaration keeps no `{}`", name.escape_default()),
            ));
        };
        let document = match keep.kind {
            VarKind::Json => {
                serde_json::from_str(text).unwrap_or(Document::Text(Cow::Borrowed(text)))
            }
            _ => Document::Text(Cow::Borrowed(text)),
        };
        if let Some(value) = kept_value(keep, &document)? {
            kept.push(keep.name, value);
        }
    }
    Ok(kept)
}

/// The last check of a kept value that decides where a request goes.
pub(crate) fn trusted(spec: &'static ProviderSpec, name: &str, text: &str) -> Result<(), Error> {
    match declared(spec).find(|keep| keep.name == name) {
        Some(keep) => kept_value(keep, &Document::Text(Cow::Borrowed(text))).map(|_| ()),
        None => Ok(()),
    }
}

/// Refuses an answer that lacks a value the declaration requires.
pub(super) fn require(answer: &Answer<'_>, kept: &Kept) -> Result<(), Error> {
    for keep in answer.call.answer.keep.iter().filter(|keep| keep.required) {
        if kept.str(keep.name).is_none() && !kept.names().any(|name| name == keep.name) {
            return Err(Error::new(
                Code::MissingField,
                format!("the answer has no `{}`", keep.name),
            )
            .key(format!(
                "{}(answer(keep({})))",
                answer.kind.key(),
                keep.name
            )));
        }
    }
    Ok(())
}

pub(super) fn kept_value(keep: &Keep, found: &Document<'_>) -> Result<Option<KeptValue>, Error> {
    if matches!(keep.kind, VarKind::Json) {
        return Ok(Some(KeptValue::Json(found.to_value())));
    }
    let Some(text) = found.text().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if matches!(keep.kind, VarKind::Secret) {
        return Ok(Some(KeptValue::Secret(Secret::new(text.into_owned()))));
    }
    if matches!(keep.kind, VarKind::Text) {
        return Ok(Some(KeptValue::Text(text.into())));
    }
    let full = match keep.kind {
        // A host alone is a URL that lacks its scheme.
        VarKind::Url(_) | VarKind::Origin(_) if !text.contains("://") => {
            Cow::Owned(format!("https://{text}"))
        }
        _ => text,
    };
    match value::check(&keep.kind, &full) {
        Ok(checked) => Ok(Some(KeptValue::Text(checked.into()))),
        Err(why) => Err(Error::new(
            Code::UntrustedHost,
            format!(
                "the provider answered a `{}` that is not accepted: it {why}",
                keep.name
            ),
        )
        .key(format!("keep({})", keep.name))),
    }
}
