//! Endpoints: https, a host, no secrets, nothing that is never sent.

use super::expression::resolve_hole;
use super::kinds::{Position, is_host_part};
use super::names::{Names, Site};
use super::templates::{Piece, split};
use crate::diag::{Sink, line};
use crate::errors::{ExpressionError, Line, UrlError};
use crate::model::{Block, CallKind, Part, Text, Url, WrittenCall};
use crate::parse::{end_of_hole, is_expression};

/// Resolves a URL. What is wrong is reported and gives `None`.
pub(super) fn check_url(
    site: Site<'_>,
    call: &WrittenCall,
    block: &Block,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Url> {
    let text = &site.text.value;
    let key = || site.key.to_owned();
    names.mark_mentioned(text);
    if has_userinfo(text) {
        let at = Line(line(site.text.span));
        sink.push_at_item(UrlError::UserInfo { key: key(), at });
        return None;
    }
    let plain = Text::new(without_expressions(text), site.text.span);
    if let Some((position, what)) = bad_character(&plain.value) {
        sink.push(
            site.text.span,
            UrlError::BadCharacter {
                key: key(),
                what,
                position,
            },
        );
        return None;
    }
    let pieces = match split(site.key, text) {
        Ok(pieces) => pieces,
        Err(message) => {
            sink.push(site.text.span, message);
            return None;
        }
    };
    let before = sink.count();
    let bare = Site {
        text: &plain,
        ..site
    };
    let scheme = check_scheme(bare, block, sink);
    let fragment = check_fragment(bare, call, sink);
    if scheme.is_none() || fragment.is_none() {
        return None;
    }
    check_rest(bare, call, sink);
    let url = build(&pieces, site, names, sink);
    if let Some(name) = url.as_ref().and_then(own_value) {
        let key = site.key.to_owned();
        sink.push(site.text.span, ExpressionError::OwnAddress { key, name });
    }
    (sink.count() == before).then_some(url).flatten()
}

/// The text with a name in place of each computed value.
fn without_expressions(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once('{') {
        out.push_str(before);
        let hole = end_of_hole(inner).map(|end| inner.split_at(end));
        let Some((_, tail)) = hole.filter(|(hole, _)| is_expression(hole)) else {
            out.push('{');
            rest = inner;
            continue;
        };
        out.push_str("{computed");
        rest = tail;
    }
    out.push_str(rest);
    out
}

/// A value that is made of the URL in which it stands.
fn own_value(url: &Url) -> Option<String> {
    const OWN: &[&str] = &["path", "body", "token_url", "assertion"];
    let sorted = |part: &Part| matches!(part, Part::Call("sorted_params", ..));
    let slot = |name: &str| {
        url.rest
            .iter()
            .any(|part| part.any(&|part| part.is_slot(name)))
    };
    if url.rest.iter().any(|part| part.any(&sorted)) {
        return Some("sorted_params".to_owned());
    }
    OWN.iter()
        .find(|name| slot(name))
        .map(|name| (*name).to_owned())
}

/// Whether the authority holds `@`.
pub(super) fn has_userinfo(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    rest.split_at(end).0.contains('@')
}

fn bad_character(text: &str) -> Option<(usize, String)> {
    let bad =
        |c: &char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '|');
    let (position, c) = text.chars().enumerate().find(|(_, c)| bad(c))?;
    Some((position + 1, describe(c)))
}

/// A character in words, for those that a reader cannot see.
pub(super) fn describe(c: char) -> String {
    match c {
        ' ' => "a space".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        '\t' => "a tab".to_owned(),
        c if c.is_control() => "a control character".to_owned(),
        '`' => "a backtick".to_owned(),
        c => format!("`{c}`"),
    }
}

fn check_scheme(site: Site<'_>, block: &Block, sink: &mut Sink) -> Option<()> {
    let text = &site.text.value;
    let key = site.key.to_owned();
    let span = site.text.span;
    let lower = text.to_ascii_lowercase();
    if text.starts_with('{') || lower.starts_with("https://") {
        return Some(());
    }
    if lower.starts_with("http://") {
        let rest = text.get(7..).unwrap_or_default();
        if is_loopback(rest) || block.insecure_http.is_some() {
            return Some(());
        }
        let fixed = format!("https://{rest}");
        sink.push(span, UrlError::Http { key, fixed });
        return None;
    }
    match text.split_once("://") {
        Some((scheme, _))
            if scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '+') =>
        {
            let scheme = scheme.to_owned();
            sink.push(span, UrlError::OtherScheme { key, scheme });
        }
        _ if text.starts_with('/') && !text.starts_with("//") && block.origin.is_none() => {
            sink.push(span, UrlError::NoOrigin { key });
        }
        _ if text.is_empty() => sink.push(span, UrlError::NoHost { key }),
        _ => {
            let fixed = format!("https://{}", text.trim_start_matches('/'));
            sink.push(span, UrlError::NoScheme { key, fixed });
        }
    }
    None
}

/// Judged on the whole host, so that `localhost.evil.example` is none.
fn is_loopback(rest: &str) -> bool {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.strip_prefix("[::1]") {
        Some(port) => return port.is_empty() || port.starts_with(':'),
        None => authority.split(':').next().unwrap_or_default(),
    };
    host == "localhost"
        || host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback())
}

fn check_fragment(site: Site<'_>, call: &WrittenCall, sink: &mut Sink) -> Option<()> {
    let Some(at) = site.text.value.find('#') else {
        return Some(());
    };
    let fragment = site.text.value.split_at(at).1.to_owned();
    if call.kind == CallKind::Authorize {
        let route = fragment
            .trim_start_matches('#')
            .split('?')
            .next()
            .unwrap_or_default();
        let route = format!("/{}", route.trim_start_matches('/'));
        sink.push(
            site.text.span,
            UrlError::AuthorizeFragment { fragment, route },
        );
    } else {
        let key = site.key.to_owned();
        sink.push(site.text.span, UrlError::Fragment { key, fragment });
    }
    None
}

/// Path and query: no dot segments, no parameter that the request sets itself.
fn check_rest(site: Site<'_>, call: &WrittenCall, sink: &mut Sink) {
    let text = &site.text.value;
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        let key = site.key.to_owned();
        sink.push(site.text.span, UrlError::DotSegment { key });
    }
    for pair in query.split('&') {
        let name = pair.split('=').next().unwrap_or_default();
        let own = call.kind.own_params().iter().find(|param| **param == name);
        let set = own.filter(|param| {
            call.rule(param)
                .is_none_or(|rule| rule.presence != Some("Omit") && rule.name.is_none())
        });
        if let Some(name) = set {
            let mistake = UrlError::OwnParameter {
                key: site.key.to_owned(),
                name: (*name).to_owned(),
            };
            sink.push(site.text.span, mistake);
        }
    }
}

/// Sorts the pieces into origin and rest, each placeholder by its position.
fn build(pieces: &[Piece], site: Site<'_>, names: &Names<'_>, sink: &mut Sink) -> Option<Url> {
    let mut url = Url::default();
    let mut at = match pieces.first() {
        Some(Piece::Hole(_)) => Position::Start,
        _ => Position::Host,
    };
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Hole(hole) => {
                if at == Position::Start && index > 0 {
                    sink_mixed(pieces, site, sink);
                    return None;
                }
                let parts = resolve_hole(hole, at, site, names, sink)
                    .into_iter()
                    .flatten();
                match at {
                    Position::Host | Position::Start => url.origin.extend(parts),
                    _ => url.rest.extend(parts.map(quoted)),
                }
            }
            Piece::Lit(text) => {
                let skip = text
                    .find("://")
                    .filter(|_| index == 0)
                    .map_or(0, |at| at + 3);
                if matches!(at, Position::Host | Position::Start) {
                    let tail = text.split_at(skip).1;
                    let end = tail.find(['/', '?']).map_or(text.len(), |end| end + skip);
                    let (origin, rest) = text.split_at(end);
                    if at == Position::Start && !origin.is_empty() {
                        sink_mixed(pieces, site, sink);
                        return None;
                    }
                    check_host(origin.split_at(skip.min(origin.len())).1, site, sink);
                    push_lit(&mut url.origin, origin);
                    push_lit(&mut url.rest, rest);
                    if !rest.is_empty() {
                        at = Position::Path;
                    }
                } else {
                    push_lit(&mut url.rest, text);
                }
                if at == Position::Path && text.contains('?') {
                    at = Position::Query;
                }
            }
        }
    }
    let bare = matches!(pieces, [Piece::Lit(text), ..] if text.split_once("://").is_some_and(|(_, rest)| rest.starts_with(['/', '?'])))
        || matches!(pieces, [Piece::Lit(text)] if text.ends_with("://"));
    if bare {
        let key = site.key.to_owned();
        sink.push(site.text.span, UrlError::NoHost { key });
        return None;
    }
    Some(url)
}

/// A quoted text of an expression is encoded as the values beside it.
fn quoted(part: Part) -> Part {
    let Part::Lit(text) = part else {
        return part;
    };
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    Part::Lit(out)
}

fn sink_mixed(pieces: &[Piece], site: Site<'_>, sink: &mut Sink) {
    if let Some(Piece::Hole(name)) = pieces.first() {
        let name = name.clone();
        sink.push(site.text.span, crate::errors::VarError::MixedStart { name });
    }
}

fn check_host(host: &str, site: Site<'_>, sink: &mut Sink) {
    let loopback = host.starts_with("[::1]");
    if !host.is_empty() && !is_host_part(host) && !loopback {
        let mistake = UrlError::BadHost {
            key: site.key.to_owned(),
            host: host.to_owned(),
        };
        sink.push(site.text.span, mistake);
    }
}

fn push_lit(parts: &mut Vec<Part>, text: &str) {
    if !text.is_empty() {
        parts.push(Part::Lit(text.to_owned()));
    }
}

/// Reports optional variables that leave a call without a URL.
pub(super) fn check_optional<'p>(
    names: &Names<'_>,
    parts: impl IntoIterator<Item = &'p Part>,
    site: Site<'_>,
    sink: &mut Sink,
) {
    if let Some(var) = parts.into_iter().find_map(|part| names.optional(part)) {
        let mistake = UrlError::MissingFallback {
            key: site.key.to_owned(),
            variable: var.name.value.clone(),
        };
        sink.push(site.text.span, mistake);
    }
}
