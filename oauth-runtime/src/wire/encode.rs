//! Writing values into queries, forms, paths and headers.

use std::ops::RangeInclusive;

use percent_encoding::percent_encode_byte;

use crate::error::{Code, Error};

/// What a byte may be without being encoded, one bit for each use.
const fn class(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => QUERY | FORM,
        b'~' => QUERY,
        b'*' => FORM,
        _ => 0,
    }
}

const QUERY: u8 = 1;
const FORM: u8 = 2;

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler")]
const TABLE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class(byte as u8);
        byte += 1;
    }
    table
};

fn write(out: &mut String, text: &str, keep: impl Fn(u8) -> bool, space: &str) {
    let mut start = 0;
    while let Some(rest) = text.as_bytes().get(start..) {
        let end = start + leading(rest, &keep);
        out.push_str(text.get(start..end).unwrap_or_default());
        match text.as_bytes().get(end) {
            Some(b' ') => out.push_str(space),
            Some(byte) => out.push_str(percent_encode_byte(*byte)),
            None => return,
        }
        start = end + 1;
    }
}

/// How many bytes at the start are kept.
fn leading(bytes: &[u8], keep: impl Fn(u8) -> bool) -> usize {
    let mut length = 0;
    // Most values need no encoding at all, so four bytes are one step.
    while let Some([a, b, c, d]) = bytes.get(length..length + 4) {
        if !(keep(*a) & keep(*b) & keep(*c) & keep(*d)) {
            break;
        }
        length += 4;
    }
    while bytes.get(length).is_some_and(|byte| keep(*byte)) {
        length += 1;
    }
    length
}

fn table(byte: u8) -> u8 {
    TABLE.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
pub fn query(out: &mut String, text: &str) {
    write(out, text, |b| table(b) & QUERY != 0, "%20");
}

/// As [`query`], with some characters left literal.
pub(crate) fn query_literal(out: &mut String, text: &str, literal: &str) {
    let literal = literal.as_bytes();
    write(
        out,
        text,
        |b| table(b) & QUERY != 0 || literal.contains(&b),
        "%20",
    );
}

/// Leaves everything that cannot end the value or break the request line.
pub(crate) fn query_raw(out: &mut String, text: &str) {
    write(
        out,
        text,
        |b| b.is_ascii_graphic() && !b"&#\"<>\\".contains(&b),
        "%20",
    );
}

/// `application/x-www-form-urlencoded`, as the URL standard serialises it.
pub fn form(out: &mut String, text: &str) {
    write(out, text, |b| table(b) & FORM != 0, "+");
}

/// Where the first byte outside a range stands.
pub(crate) fn first_outside(text: &str, range: RangeInclusive<u8>) -> Option<usize> {
    // Looking at every byte, without stopping at the first, compiles to vector code.
    let all_inside = text
        .bytes()
        .fold(true, |all, byte| all & range.contains(&byte));
    match all_inside {
        true => None,
        false => text.bytes().position(|byte| !range.contains(&byte)),
    }
}

/// Refuses a value that cannot travel in a header: control characters and
/// anything outside ASCII (RFC 9110 §5.5).
pub(crate) fn check_header_value(name: &str, value: &str) -> Result<(), Error> {
    match first_outside(value, b' '..=b'~') {
        None => Ok(()),
        Some(at) => Err(Error::new(
            Code::InputRefused,
            format!(
                "the value for the header `{name}` holds a character at position {at} that no header may hold"
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(f: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        f(&mut out);
        out
    }

    #[test]
    fn each_place_has_its_encoding() {
        let text = "a b+c&d=e~(é)*";
        assert_eq!(
            with(|o| query(o, text)),
            "a%20b%2Bc%26d%3De~%28%C3%A9%29%2A"
        );
        assert_eq!(with(|o| form(o, text)), "a+b%2Bc%26d%3De%7E%28%C3%A9%29*");
        assert_eq!(with(|o| query_literal(o, "read(a,b)", "()")), "read(a%2Cb)");
        assert_eq!(with(|o| query_raw(o, "a+b&c#d e")), "a+b%26c%23d%20e");
    }

    #[test]
    fn headers_take_no_line_breaks() {
        assert!(check_header_value("x", "plain value").is_ok());
        for text in ["a\r\nb", "a\nb", "a\0b", "é", "\u{7f}"] {
            assert!(check_header_value("x", text).is_err(), "{text:?}");
        }
    }
}
