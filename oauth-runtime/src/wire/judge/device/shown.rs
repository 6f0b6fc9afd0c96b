//! Texts of a provider that go to a terminal, and addresses that go to a browser.

use std::iter::Peekable;
use std::str::Chars;

use crate::error::{Code, Error};
use crate::spec::Field;
use crate::value::{is_loopback_authority, split_origin};

/// No browser takes more everywhere, and no QR code holds more.
const LONGEST_ADDRESS: usize = 2048;

/// A text without terminal escapes and without what is not seen.
pub(super) fn shown(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => escape(&mut rest),
            '\u{9b}' => control_sequence(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => control_string(&mut rest),
            c if c.is_control() || is_invisible(c) => (),
            c => out.push(c),
        }
    }
    out.trim().to_owned()
}

/// What follows an escape character (ECMA-48 §5.3).
fn escape(rest: &mut Peekable<Chars<'_>>) {
    match rest.next() {
        Some('[') => control_sequence(rest),
        Some(']' | 'P' | 'X' | '^' | '_') => control_string(rest),
        Some(' '..='/') => {
            while rest.next_if(|c| matches!(c, ' '..='/')).is_some() {}
            rest.next_if(char::is_ascii_graphic);
        }
        _ => (),
    }
}

/// Parameters and one final character (ECMA-48 §5.4).
fn control_sequence(rest: &mut Peekable<Chars<'_>>) {
    while rest.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    rest.next_if(|c| matches!(c, '@'..='~'));
}

/// Everything up to the terminator (ECMA-48 §5.6).
fn control_string(rest: &mut Peekable<Chars<'_>>) {
    while let Some(c) = rest.next() {
        match c {
            '\u{7}' | '\u{9c}' => return,
            '\u{1b}' if rest.next_if_eq(&'\\').is_some() => return,
            _ => (),
        }
    }
}

/// Whether a character is ignored by default where text is drawn, or reorders it.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// An address that a person's browser may be sent to: `https`, or `http` on loopback.
pub(super) fn address(field: Field, text: &str) -> Result<String, Error> {
    let text = shown(text);
    match check(&text) {
        Ok(()) => Ok(text),
        Err(why) => Err(Error::new(
            Code::UnsafeAddress,
            format!(
                "the provider answered a `{}` that no browser may be sent to: {why}",
                field.name()
            ),
        )
        .key(format!("device(answer({}))", field.name()))),
    }
}

fn check(text: &str) -> Result<(), &'static str> {
    let belongs = |b: u8| b.is_ascii_graphic() && !br#"\"<>^`{|}"#.contains(&b);
    if text.len() > LONGEST_ADDRESS {
        return Err("it is longer than 2048 bytes");
    }
    if !text.bytes().all(belongs) {
        return Err("it holds a character that does not belong in a URL");
    }
    let (origin, _) = split_origin(text);
    let (scheme, authority) = origin
        .split_once("://")
        .ok_or("it does not begin with https://")?;
    let authority = authority.to_ascii_lowercase();
    match scheme.to_ascii_lowercase().as_str() {
        "https" if is_loopback_authority(&authority) || is_authority(&authority) => Ok(()),
        "https" => Err("it has no plain host name"),
        "http" if is_loopback_authority(&authority) => Ok(()),
        "http" => Err("plain http is accepted on loopback only"),
        _ => Err("it does not begin with https://"),
    }
}

/// A host name or address with or without port, and no user name, which would
/// make another host look like the provider's.
fn is_authority(authority: &str) -> bool {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((inner, "")) => (inner, None),
            Some((inner, rest)) => match rest.strip_prefix(':') {
                Some(port) => (inner, Some(port)),
                None => return false,
            },
            None => return false,
        },
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (authority, None),
        },
    };
    let named = match authority.starts_with('[') {
        true => host.parse::<std::net::Ipv6Addr>().is_ok(),
        false => {
            let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
            !host.is_empty() && host.len() <= 253 && host.bytes().all(plain)
        }
    };
    named && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_escapes_and_unseen_characters_are_gone() {
        for (text, plain) in [
            ("WDJB-MJHT", "WDJB-MJHT"),
            (" WDJB MJHT\r\n", "WDJB MJHT"),
            ("\u{1b}[31mWDJB\u{1b}[0m-MJHT", "WDJB-MJHT"),
            (
                "\u{1b}]8;;https://evil.example\u{7}WDJB\u{1b}]8;;\u{1b}\\",
                "WDJB",
            ),
            ("\u{9b}2JWDJB", "WDJB"),
            ("\u{9d}0;title\u{9c}WDJB", "WDJB"),
            ("\u{1b}(0WDJB\u{1b}c", "WDJB"),
            ("W\u{202e}D\u{200b}J\u{2066}B\u{e0041}", "WDJB"),
            ("WDJB\u{1b}]52;c;no end", "WDJB"),
            ("\u{1b}", ""),
        ] {
            assert_eq!(shown(text), plain, "{text:?}");
        }
    }

    #[test]
    fn addresses_for_a_browser_are_https_or_loopback() {
        let address = |text| address(Field::VerificationUri, text);
        for text in [
            "https://acme.example/device",
            "HTTPS://acme.example/device?user_code=WDJB-MJHT#x",
            "https://acme.example:8443",
            "https://[2001:db8::1]/device",
            "http://127.0.0.1:8080/device",
            "http://localhost/device",
            "http://[::1]:80/device",
        ] {
            assert_eq!(address(text).unwrap(), text);
        }
        assert_eq!(
            address("https://acme.exa\u{202e}mple/\u{1b}[2Jdevice\n").unwrap(),
            "https://acme.example/device"
        );
        for text in [
            "javascript:alert(1)",
            "javascript://acme.example/%0aalert(1)",
            "java\u{200b}script:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "http://acme.example/device",
            "http://localhost@evil.example/",
            "http://127.1/",
            "https://acme.example@evil.example/device",
            "https:///device",
            "https://",
            "//acme.example/device",
            "acme.example/device",
            "https://acme.example:0/",
            "https://acme.example/a b",
            "https://acme.example/\"&calc",
            "https://acme.example\\@evil.example",
            "https://acm\u{e9}.example/",
            "https://[::1",
        ] {
            let error = address(text).unwrap_err();
            assert_eq!(error.code(), Code::UnsafeAddress, "{text}");
            assert!(!error.to_string().contains("evil"), "{error}");
        }
        let long = format!("https://acme.example/{}", "x".repeat(2048));
        assert!(address(&long).is_err());
    }
}
