//! The answer of a pushed authorization request, RFC 9126 §2.2.

use std::time::Duration;

use super::document::Document;
use super::{Answer, failure, read};
use crate::error::{Code, Error};

/// Longer addresses are not passed on to a browser.
const LONGEST_URI: usize = 4 << 10;

/// A pushed authorization request, as the browser names it.
pub(crate) struct Pushed {
    pub(crate) request_uri: String,
    /// How long the browser may take to get there.
    pub(crate) expires_in: Duration,
}

/// Reads the answer of a pushed authorization request.
///
/// # Errors
/// The error that the provider answered, or what makes the answer unusable.
pub(crate) fn judge_pushed(answer: &Answer<'_>) -> Result<Pushed, Error> {
    read_pushed(answer).map_err(|error| answer.named(error))
}

fn read_pushed(answer: &Answer<'_>) -> Result<Pushed, Error> {
    let document = failure::success(answer)?;
    let member = |name: &'static str| {
        let found = read::path(&document, &[name])?;
        let text = found.as_deref().and_then(Document::text);
        let text = text.map(std::borrow::Cow::into_owned);
        text.filter(|text| !text.is_empty()).ok_or_else(|| {
            let text = format!("the answer has no `{name}`");
            Error::new(Code::MissingField, text).key("par(url)")
        })
    };
    let request_uri = member("request_uri")?;
    let plain = request_uri.bytes().all(|byte| byte.is_ascii_graphic());
    if !plain || request_uri.len() > LONGEST_URI {
        let text = "the answer's `request_uri` is no URI";
        return Err(Error::new(Code::UnreadableAnswer, text));
    }
    match member("expires_in")?.parse::<u64>() {
        Ok(seconds) if seconds > 0 => Ok(Pushed {
            request_uri,
            expires_in: Duration::from_secs(seconds),
        }),
        _ => {
            let text = "the answer's `expires_in` is no positive number of seconds";
            Err(Error::new(Code::UnreadableAnswer, text))
        }
    }
}
