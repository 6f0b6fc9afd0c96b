//! The table's templates: `${...}` with names, times and functions.

use aws_lc_rs::{digest, hmac};
use md5::{Digest as _, Md5};

use super::values::Values;
use super::{encode, keys, time};

/// A piece of a template: text, or what stands between `${` and its `}`.
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Value(&'a str),
}

pub(crate) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find("${") {
        out.push(Piece::Text(&rest[..at]));
        let inside = &rest[at + 2..];
        let mut depth = 1;
        let end = inside.find(|c| {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            depth == 0
        });
        let end = end.expect("a closing brace");
        out.push(Piece::Value(&inside[..end]));
        rest = &inside[end + 1..];
    }
    out.push(Piece::Text(rest));
    out
}

/// The text of a template. `None` when a value of it is unset.
pub(crate) fn expand(template: &str, values: &Values) -> Option<String> {
    let mut out = String::new();
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Value(text) => out.push_str(&value(text, values)?),
        }
    }
    Some(out)
}

/// The value of an expression.
pub(crate) fn value(text: &str, values: &Values) -> Option<String> {
    if let Some((name, arguments)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        let arguments: Option<Vec<String>> = split(arguments)
            .into_iter()
            .map(|argument| expand(argument, values))
            .collect();
        return Some(call(name, &arguments?));
    }
    if let Some((name, range)) = text.strip_suffix(']').and_then(|t| t.split_once('[')) {
        let (from, to) = range.split_once("..").expect("a range");
        let (from, to) = (from.parse::<usize>().ok()?, to.parse::<usize>().ok()?);
        let whole = value(name, values)?;
        return Some(whole.chars().skip(from).take(to - from).collect());
    }
    if let Some(rest) = text.strip_prefix("now") {
        // Without a form it only has to be another one each time (sage-intacct).
        let (offset, form) = rest.split_once(':').unwrap_or((rest, "unix"));
        let offset = offset.strip_prefix('+').map_or(0, time::offset);
        return Some(time::write(values.now + offset, form));
    }
    values.get(text).map(str::to_owned)
}

/// Arguments, split at commas that stand in no braces.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0;
    text.split(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        c == ',' && depth == 0
    })
    .collect()
}

fn call(name: &str, arguments: &[String]) -> String {
    let sha256 = |text: &str| encode::hex(digest::digest(&digest::SHA256, text.as_bytes()));
    let hmac = |key: &str, text: &str| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
        encode::hex(hmac::sign(&key, text.as_bytes()))
    };
    match (name, arguments) {
        ("base64", [text]) => encode::base64(text),
        ("sha256_hex", [text]) => sha256(text),
        ("md5_hex", [text]) => encode::hex(Md5::digest(text.as_bytes())),
        ("hmac_sha256_hex", [key, text]) => hmac(key, text),
        ("hmac_sha256_hex_upper", [key, text]) => hmac(key, text).to_ascii_uppercase(),
        // The sample key is the only one there is.
        ("rsa_sha256_base64", [_, text]) => encode::base64(keys::RSA.rsa_sha256(text)),
        _ => panic!("unknown function {name}"),
    }
}

/// A URL: values are raw up to the path, encoded by segment in it, and by value in
/// the query.
pub(crate) fn url(template: &str, values: &Values) -> Option<String> {
    let mut out = String::new();
    for piece in pieces(template) {
        let text = match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Value(text) => {
                let text = value(text, values)?;
                let path = out.split_once("://").map(|(_, rest)| rest.contains('/'));
                match path {
                    Some(true) if out.contains('?') => encode::query(&text),
                    Some(true) => {
                        let segments: Vec<String> = text.split('/').map(encode::query).collect();
                        segments.join("/")
                    }
                    _ => text,
                }
            }
        };
        out.push_str(&text);
    }
    Some(out)
}
