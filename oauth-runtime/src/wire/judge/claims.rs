//! Answers that are a JSON object, or a JWT of one.

use http::header;
use serde_json::Value;

use super::{Answer, judge_json};
use crate::error::{Code, Error};

/// What an answer about a person or a token holds.
pub(crate) enum Told {
    /// A JSON object, and whether it says that the token is active.
    Plain(Option<bool>, Value),
    /// A JWT that nobody has verified.
    Jwt(String),
}

/// Reads an answer in JSON, or in the media type of a JWT (OpenID Connect Core §5.3.2,
/// RFC 9701 §5).
pub(crate) fn judge_told(answer: &Answer<'_>) -> Result<Told, Error> {
    if !(answer.response.status == 200 && is_jwt(answer)) {
        return judge_json(answer).map(|(active, value)| Told::Plain(active, value));
    }
    if !answer.response.complete {
        let text = "the answer may have been cut off";
        return Err(answer.named(Error::new(Code::IncompleteAnswer, text)));
    }
    let text = std::str::from_utf8(&answer.response.body);
    let text = text.map_err(|_| {
        answer.named(Error::new(
            Code::UnreadableAnswer,
            "the answer calls itself a JWT, and is no text",
        ))
    })?;
    Ok(Told::Jwt(text.trim().to_owned()))
}

fn is_jwt(answer: &Answer<'_>) -> bool {
    let media = answer.response.headers.get(header::CONTENT_TYPE);
    let media = media
        .and_then(|media| media.to_str().ok())
        .unwrap_or_default();
    let essence = media.split(';').next().unwrap_or_default().trim();
    ["application/jwt", "application/token-introspection+jwt"]
        .iter()
        .any(|own| essence.eq_ignore_ascii_case(own))
}
