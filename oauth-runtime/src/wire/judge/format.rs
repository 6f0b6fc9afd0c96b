//! Which format a body has.

use std::borrow::Cow;

use http::header;

use super::Answer;
use super::document::Document;
use crate::error::{Code, Error, OAuthError};
use crate::spec::Format;
use crate::wire::WireResponse;

/// Reads a body as its declaration says, or by its content.
pub(super) fn parse<'a>(answer: &Answer<'a>) -> Result<Document<'a>, Error> {
    read(answer).map_err(|error| match error.code() {
        Code::UnreadableAnswer => error.key(format!("{}(answer(format))", answer.kind.key())),
        _ => error,
    })
}

fn read<'a>(answer: &Answer<'a>) -> Result<Document<'a>, Error> {
    let text = text(answer.response)?;
    let body = text.trim_start_matches('\u{feff}').trim();
    match answer.call.answer.format {
        Format::Json => json(body),
        Format::Form => form(answer.response, body),
        Format::Text => Ok(bare(body)),
        Format::Xml if looks_like_html(body) => Err(html(answer, body)),
        Format::Xml => xml(body),
        _ if body.is_empty() => Ok(Document::Null),
        _ if body.starts_with(['{', '[', '"']) || body == "null" => json(body),
        _ if body.starts_with('<') => Err(html(answer, body)),
        _ if looks_like_form(body) => form(answer.response, body),
        _ => Err(unreadable("neither JSON nor a form")),
    }
}

fn text(response: &WireResponse) -> Result<&str, Error> {
    match std::str::from_utf8(&response.body) {
        Ok(text) if !says_utf16(response) => Ok(text),
        _ => Err(unreadable("not UTF-8 text")),
    }
}

fn says_utf16(response: &WireResponse) -> bool {
    let content_type = response
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    content_type.split(';').skip(1).any(|parameter| {
        let parameter = parameter.trim().to_ascii_lowercase();
        parameter
            .strip_prefix("charset=")
            .is_some_and(|charset| charset.trim_matches('"').starts_with("utf-16"))
    })
}

fn unreadable(what: &'static str) -> Error {
    Error::new(Code::UnreadableAnswer, format!("the answer is {what}"))
}

fn json(body: &str) -> Result<Document<'_>, Error> {
    // The message of the JSON reader quotes values, so only the place is told.
    serde_json::from_str(body).map_err(|error| {
        Error::new(
            Code::UnreadableAnswer,
            format!(
                "the answer is not JSON (line {}, column {})",
                error.line(),
                error.column()
            ),
        )
    })
}

#[cfg(feature = "xml")]
fn xml(body: &str) -> Result<Document<'_>, Error> {
    super::xml::parse(body).map_err(unreadable)
}

#[cfg(not(feature = "xml"))]
fn xml(_: &str) -> Result<Document<'_>, Error> {
    Err(unreadable(
        "XML, which the feature `xml` of `oauth-runtime` reads",
    ))
}

fn looks_like_html(body: &str) -> bool {
    let begins = |start: &str| {
        let head = body.get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start))
    };
    begins("<!doctype html") || begins("<html")
}

fn bare(body: &str) -> Document<'_> {
    match body.starts_with('"') {
        true => json(body).unwrap_or(Document::Null),
        false => Document::Text(Cow::Borrowed(body)),
    }
}

fn looks_like_form(body: &str) -> bool {
    body.contains('=') && !body.contains(char::is_whitespace)
}

/// A form that ends with a plain connection close may hold the first half of a
/// refresh token, so it is taken only when the transport knows that it is whole.
fn form<'a>(response: &WireResponse, body: &'a str) -> Result<Document<'a>, Error> {
    if !response.complete {
        return Err(Error::new(
            Code::IncompleteAnswer,
            "the connection closed without telling whether the answer is whole, so nothing of it was taken",
        )
        .after_sending());
    }
    let mut fields = Vec::with_capacity(8);
    for pair in body.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        fields.push((decode(name)?, Document::Text(decode(value)?)));
    }
    Ok(Document::Object(fields))
}

/// Decodes `application/x-www-form-urlencoded`.
pub(crate) fn decode(text: &str) -> Result<Cow<'_, str>, Error> {
    if !text.bytes().any(|byte| matches!(byte, b'+' | b'%')) {
        return Ok(Cow::Borrowed(text));
    }
    let spaced = match text.contains('+') {
        true => Cow::Owned(text.replace('+', " ")),
        false => Cow::Borrowed(text),
    };
    let bytes = percent_encoding::percent_decode_str(&spaced);
    match bytes.decode_utf8() {
        Ok(Cow::Borrowed(_)) => Ok(spaced),
        Ok(Cow::Owned(decoded)) => Ok(Cow::Owned(decoded)),
        Err(_) => Err(unreadable("a form with a value that is not UTF-8 text")),
    }
}

fn html(answer: &Answer<'_>, body: &str) -> Error {
    let text = match title(body) {
        Some(title) => {
            let title = OAuthError::clean(title, answer.secrets);
            let title: String = title.chars().take(80).collect();
            format!(
                "the answer is an HTML page titled \u{2039}{title}\u{203a}: probably a sign-in page or a wrong path"
            )
        }
        None => "the answer is markup, not a token: probably a sign-in page or a wrong path".into(),
    };
    Error::new(Code::HtmlAnswer, text).key(format!("{}(url)", answer.kind.key()))
}

/// The text between `<title ...>` and `</title>`.
fn title(body: &str) -> Option<&str> {
    // Lower case of ASCII keeps every position.
    let lower = body.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    body.get(start..end)
        .map(str::trim)
        .filter(|title| !title.is_empty())
}
