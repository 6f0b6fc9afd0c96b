//! The body of a webhook that brings an authorization code.

use super::document::{Document, Duplicate};
use super::keep::kept_value;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{ProviderSpec, Source};
use crate::token::Kept;

/// In bytes. An installation is told in a few hundred.
const LARGEST: usize = 256 << 10;

/// Reads code and kept values at their declared paths.
///
/// # Errors
/// `E0408` when the body is not JSON, `E0404` when it has no code, `E0605` for a
/// value that its kind does not allow.
pub(crate) fn judge_webhook(
    spec: &'static ProviderSpec,
    body: &str,
) -> Result<(Secret, Kept), Error> {
    if body.len() > LARGEST {
        return Err(unreadable("too large"));
    }
    let document: Document<'_> = serde_json::from_str(body).map_err(|_| unreadable("not JSON"))?;
    let path: Vec<String> = spec
        .callback
        .code
        .trim_start_matches('/')
        .split('/')
        .map(|key| key.replace("~1", "/").replace("~0", "~"))
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let code = at(&document, &path)?.and_then(Document::text);
    let Some(code) = code.filter(|code| !code.is_empty()) else {
        return Err(Error::new(
            Code::CodeMissing,
            format!("the webhook has no `{}`", spec.callback.code),
        )
        .key("callback(code)"));
    };
    let mut kept = Kept::default();
    for keep in spec.callback.keep {
        let Source::Path(path) = keep.source else {
            continue;
        };
        if let Some(found) = at(&document, path)?
            && let Some(value) = kept_value(keep, found)?
        {
            kept.push(keep.name, value);
        }
    }
    Ok((Secret::new(code.into_owned()), kept))
}

fn at<'d, 'a>(
    document: &'d Document<'a>,
    path: &[&str],
) -> Result<Option<&'d Document<'a>>, Error> {
    match document.at(path) {
        Ok(Some(Document::Null)) => Ok(None),
        Ok(found) => Ok(found),
        Err(Duplicate(key)) => Err(Error::new(
            Code::DuplicateParameter,
            format!("the key `{key}` stands twice in the webhook, so nothing of it was taken"),
        )),
    }
}

fn unreadable(what: &'static str) -> Error {
    Error::new(
        Code::UnreadableCallback,
        format!("the body of the webhook is {what}"),
    )
}
