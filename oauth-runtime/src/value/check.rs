//! The rules of each kind of value.

use std::fmt;

use crate::spec::VarKind;

/// A value that its kind does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    kind: &'static str,
    why: &'static str,
    shown: String,
}

impl Rejected {
    fn new(kind: &VarKind, why: &'static str, text: &str) -> Self {
        let text = match kind {
            // A query may hold a secret.
            VarKind::Url(_) => text.split(['?', '#']).next().unwrap_or_default(),
            _ => text,
        };
        let shown = match kind {
            VarKind::Secret => "a secret value".to_owned(),
            _ => text
                .chars()
                .take(40)
                .flat_map(char::escape_default)
                .collect(),
        };
        Self {
            kind: kind.describe(),
            why,
            shown,
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "must be a `{}`: {}; got `{}`",
            self.kind, self.why, self.shown
        )
    }
}

impl std::error::Error for Rejected {}

/// Checks a text against a kind and returns the form in which it is kept.
pub(crate) fn check<'t>(kind: &VarKind, text: &'t str) -> Result<&'t str, Rejected> {
    let fail = |why| Err(Rejected::new(kind, why, text));
    let kept = match kind {
        VarKind::DnsLabel => label(text).map(|()| text),
        VarKind::Host(patterns) => host(text, patterns).map(|()| text),
        VarKind::Origin(patterns) => {
            let bare = text.strip_suffix('/').unwrap_or(text);
            origin(bare, patterns).map(|()| bare)
        }
        VarKind::Url(patterns) => url(text, patterns).map(|()| text),
        VarKind::PathSegment => segment(text).map(|()| text),
        VarKind::Path => {
            let bare = text.trim_matches('/');
            bare.split('/').try_for_each(segment).map(|()| bare)
        }
        VarKind::Uuid => uuid(text).map(|()| text),
        VarKind::Text => free_text(text).map(|()| text),
        VarKind::Secret => secret(text).map(|()| text),
        VarKind::OneOf(choices) => match choices.iter().any(|choice| choice.name == text) {
            true => Ok(text),
            false => Err("it is none of the declared choices"),
        },
        VarKind::Json => Ok(text),
    };
    kept.or_else(fail)
}

type Verdict = Result<(), &'static str>;

fn label(text: &str) -> Verdict {
    if text.is_empty() || text.len() > 63 {
        return Err("one label has 1 to 63 characters");
    }
    if !text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        return Err("only a-z, 0-9 and - are allowed");
    }
    if text.starts_with('-') || text.ends_with('-') {
        return Err("a hyphen may not stand at an end");
    }
    // Reserved for encoded international names (RFC 5891 §4.2.3.1), which can look like others.
    if text.as_bytes().get(2..4) == Some(b"--") {
        return Err("encoded international labels are not accepted");
    }
    Ok(())
}

fn host(text: &str, patterns: &[&str]) -> Verdict {
    let (name, port) = match text.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (text, None),
    };
    if let Some(port) = port {
        check_port(port)?;
        if !patterns.is_empty() {
            return Err("a port is not accepted here");
        }
    }
    if name.len() > 253 {
        return Err("a host name has at most 253 characters");
    }
    let mut labels = 0;
    let mut last = "";
    for part in name.split('.') {
        label(part)?;
        labels += 1;
        last = part;
    }
    if labels < 2 {
        return Err("a host name has at least two labels");
    }
    // The URL standard reads a numeric last label as an IPv4 address.
    let numeric = last.bytes().all(|b| b.is_ascii_digit())
        || last
            .strip_prefix("0x")
            .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if numeric {
        return Err("an IP address is not accepted");
    }
    if !patterns.is_empty() && !patterns.iter().any(|p| host_matches(p, name)) {
        return Err("the host is outside the declared ones");
    }
    Ok(())
}

fn check_port(port: &str) -> Verdict {
    let digits = !port.is_empty() && port.len() <= 5 && port.bytes().all(|b| b.is_ascii_digit());
    match port.parse::<u16>() {
        Ok(1..) if digits => Ok(()),
        _ => Err("the port is not a number from 1 to 65535"),
    }
}

/// Whether a host equals a pattern, or, for `*.acme.example`, lies below it.
#[must_use]
pub fn host_matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
        None => pattern == host,
    }
}

/// Splits an absolute URL into its origin and the rest.
pub(crate) fn split_origin(url: &str) -> (&str, &str) {
    let after_scheme = match url.split_once(':') {
        Some((scheme, rest)) if rest.starts_with("//") => scheme.len() + 3,
        _ => 0,
    };
    let tail = url.bytes().skip(after_scheme);
    let length = tail
        .take_while(|b| !matches!(b, b'/' | b'?' | b'#'))
        .count();
    url.split_at_checked(after_scheme + length)
        .unwrap_or((url, ""))
}

/// Whether `host` or `host:port` is this machine: `127.0.0.0/8`, `[::1]` or `localhost`.
pub(crate) fn is_loopback_authority(authority: &str) -> bool {
    let (name, port) = match authority.strip_prefix("[::1]") {
        Some("") => return true,
        Some(rest) => ("[::1]", rest.strip_prefix(':')),
        None => match authority.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (authority, None),
        },
    };
    if authority.starts_with('[') && (name != "[::1]" || port.is_none()) {
        return false;
    }
    if port.is_some_and(|port| check_port(port).is_err()) {
        return false;
    }
    name == "[::1]"
        || name == "localhost"
        || name
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn origin(text: &str, patterns: &[&str]) -> Verdict {
    if let Some(authority) = text.strip_prefix("https://") {
        if patterns.is_empty() && is_loopback_authority(authority) {
            return Ok(());
        }
        return host(authority, patterns);
    }
    match text.strip_prefix("http://") {
        Some(authority) if patterns.is_empty() && is_loopback_authority(authority) => Ok(()),
        Some(_) => Err("plain http is accepted on loopback only"),
        None => Err("it does not begin with https://"),
    }
}

fn url(text: &str, patterns: &[&str]) -> Verdict {
    let (start, rest) = split_origin(text);
    origin(start, patterns)?;
    let plain = |b: u8| b.is_ascii_graphic() && !br#"\"<>^`{|}#"#.contains(&b);
    if !rest.bytes().all(plain) {
        return Err("it holds a character that does not belong in a URL");
    }
    if !rest.is_empty() && !rest.starts_with('/') {
        return Err("the path must begin with /");
    }
    let path = rest.split('?').next().unwrap_or_default();
    if path.split('/').any(is_dot_segment) {
        return Err("dot segments are not accepted");
    }
    Ok(())
}

/// Whether a segment is `.` or `..`, in any of the spellings that servers decode.
pub(crate) fn is_dot_segment(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while let Some(after) = [".", "%2e", "%2E"]
        .iter()
        .find_map(|dot| rest.strip_prefix(dot))
    {
        rest = after;
        dots += 1;
    }
    rest.is_empty() && (1..=2).contains(&dots)
}

fn segment(text: &str) -> Verdict {
    if is_dot_segment(text) {
        return Err("dot segments are not accepted");
    }
    if text.contains(['/', '\\']) {
        return Err("one segment holds no slash");
    }
    free_text(text)
}

fn uuid(text: &str) -> Verdict {
    let form = text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        });
    if form {
        Ok(())
    } else {
        Err("its form is 8-4-4-4-12 hexadecimal digits")
    }
}

/// A private key has line breaks: as PEM (RFC 7468) and as a JWK (RFC 7517).
fn secret(text: &str) -> Verdict {
    if !text.starts_with("-----BEGIN ") && !text.starts_with('{') {
        return free_text(text);
    }
    let stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    match text.chars().any(stray) {
        true => Err("it holds a control character"),
        false if text.len() > 16_384 => Err("it is longer than 16384 bytes"),
        false => Ok(()),
    }
}

fn free_text(text: &str) -> Verdict {
    if text.is_empty() {
        return Err("it is empty");
    }
    if text.len() > 4096 {
        return Err("it is longer than 4096 bytes");
    }
    if text.chars().any(char::is_control) {
        return Err("it holds a control character");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_labels_are_refused() {
        let hostile = [
            "evil.com#",
            "evil.com/",
            "evil.com?",
            "evil.com\\",
            "evil.com:443/",
            "u:p@evil.com#",
            "a/../../x",
            "127.0.0.1#",
            "0x7f000001#",
            "2130706433/",
            "[::1]/",
            "a@evil.com",
            "x\n.evil",
            "x\t",
            "",
            "..",
            "a..b",
            "-",
            "\u{ad}",
            "\u{430}cme",
            "acme.",
            ".acme",
            "ACME",
            "a b",
            "a%2e",
            "xn--cme-5cd",
            "a\0",
        ];
        assert_eq!(hostile.len(), 27);
        for text in hostile {
            assert!(check(&VarKind::DnsLabel, text).is_err(), "{text:?}");
        }
        assert_eq!(check(&VarKind::DnsLabel, "acme-2"), Ok("acme-2"));
    }

    #[test]
    fn hosts_stay_below_their_patterns() {
        let kind = VarKind::Host(&["*.shop.example"]);
        for text in [
            "x.shop.example.evil.com",
            "shop.example",
            ".shop.example",
            "X.shop.example",
            "x.shop.example.",
            "x.shop.example:8443",
            "evilshop.example",
            "x.shop.example/",
            "x.shop.example#.evil",
            "a@x.shop.example",
        ] {
            assert!(check(&kind, text).is_err(), "{text:?}");
        }
        assert!(check(&kind, "x.shop.example").is_ok());
        for text in ["127.0.0.1", "10.1", "1.0x7f", "localhost", "[::1]"] {
            assert!(check(&VarKind::Host(&[]), text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn loopback_is_judged_on_the_parsed_host() {
        for text in [
            "http://localhost:80@evil.com",
            "http://127.1",
            "http://localhost.evil.com",
            "http://[::ffff:127.0.0.1]",
            "http://127.0.0.1.evil.com",
            "http://0x7f000001",
            "http://acme.example",
            "https://10.0.0.1",
            "http://[::1]evil",
            "ftp://127.0.0.1",
        ] {
            assert!(check(&VarKind::Origin(&[]), text).is_err(), "{text:?}");
        }
        for text in [
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:80",
            "https://a.b:8443",
        ] {
            assert!(check(&VarKind::Origin(&[]), text).is_ok(), "{text:?}");
        }
    }

    #[test]
    fn urls_hold_no_surprises() {
        for text in [
            "https://a.example/x\\y",
            "https://a.example/../x",
            "https://a.example/%2e%2e/x",
            "https://a.example/#f",
            "https://u:p@a.example/",
            "https://a.example\\evil",
            "https://a.example?x",
            "https://a.example/\u{e9}",
            "//a.example/x",
        ] {
            assert!(check(&VarKind::Url(&[]), text).is_err(), "{text:?}");
        }
        assert!(check(&VarKind::Url(&[]), "https://a.example/x?y=1").is_ok());
    }
}
