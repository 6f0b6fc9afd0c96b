//! Header names and values.

use super::auth::is_secret_name;
use super::templates::{Piece, split};
use super::urls::describe;
use crate::diag::{Sink, line};
use crate::errors::{AuthError, Line, ParamError};
use crate::model::{Bearer, Block, CallKind, ClientAuth, Source, Text, WrittenCall};
use crate::parse::{Expression, Term, parse_expression};

/// Headers that the runtime sets, and what to write instead.
const OWNED: &[(&str, &str)] = &[
    (
        "content-type",
        "to send the parameters as JSON write `place = json`; another media type is `content_type = \"...\"`",
    ),
    (
        "authorization",
        "write `client_auth = ...`; in `api`, `bearer(authorization(\"...\"))`, or a `bearer(...)` that leaves this header alone, such as `bearer(none)`",
    ),
    ("accept", "write `accept = \"...\"` in the call"),
    ("host", "remove it; it follows from the URL"),
    ("content-length", "remove it; it follows from the body"),
    ("transfer-encoding", "remove it; it follows from the body"),
    ("connection", "remove it; the transport decides"),
    ("accept-encoding", "remove it; the transport decides"),
];

/// Headers of a call, declared and implied.
pub(super) fn check_headers(call: &WrittenCall, sink: &mut Sink) {
    if call.kind == CallKind::Authorize {
        let key = || call.kind.key().to_owned();
        if let Some(header) = call.headers.first() {
            sink.push(header.name.span, ParamError::NoHeaders { call: key() });
        }
        if let Some(place) = call.place.as_ref().filter(|place| place.value == "header") {
            sink.push(place.span, ParamError::NoHeaders { call: key() });
        }
    }
    for header in &call.headers {
        let name = header.name.value.to_ascii_lowercase();
        check_name(&header.name, sink);
        if is_secret_name(&name) && is_literal(&header.value) {
            let at = Line(line(header.name.span));
            sink.push_at_item(AuthError::LiteralSecret { name, at });
            continue;
        }
        if name == "authorization" && leaves_authorization(&call.api.bearer) {
            check_template(&header.name.value, &header.value, sink);
            continue;
        }
        if let Some((_, advice)) = OWNED.iter().find(|(owned, _)| *owned == name) {
            sink.push(header.name.span, ParamError::OwnedHeader { name, advice });
        }
        check_template(&header.name.value, &header.value, sink);
    }
    for text in [&call.accept, &call.content_type].into_iter().flatten() {
        check_value("accept", text, sink);
    }
    for rule in &call.rules {
        let place = rule
            .place
            .as_ref()
            .map_or(call.place(), |place| place.value);
        if let (Some(name), "header") = (&rule.name, place) {
            check_name(name, sink);
        }
    }
    let params = call.params.iter();
    for param in params.filter(|param| param.place.unwrap_or(call.place()) == "header") {
        check_name(&param.name, sink);
    }
    for bearer in &call.api.bearer {
        if let Bearer::Header(name) = bearer {
            check_name(name, sink);
        }
    }
    let limits = [&call.api.limit, &call.api.remaining];
    let reset = call.api.reset.as_ref().map(|(name, _)| name);
    limits
        .into_iter()
        .flatten()
        .chain(reset)
        .for_each(|name| check_name(name, sink));
    for rule in &call.answer.fields {
        for source in &rule.sources {
            if let Source::Header(name) = &source.value {
                check_name(&Text::new(name.clone(), source.span), sink);
            }
        }
    }
    check_auth_headers(call.client_auth.as_ref().map(|auth| &auth.value), sink);
}

/// Whether every declared way of the access token leaves `Authorization` to the
/// call's own headers.
fn leaves_authorization(bearers: &[Bearer]) -> bool {
    let uses = |bearer: &Bearer| match bearer {
        Bearer::Authorization(_) => true,
        Bearer::Header(name) => name.value.eq_ignore_ascii_case("authorization"),
        Bearer::Query(_) | Bearer::Cookie(_) | Bearer::Declared => false,
    };
    !bearers.is_empty() && !bearers.iter().any(uses)
}

/// Headers of the client authentication.
fn check_auth_headers(auth: Option<&ClientAuth<Text>>, sink: &mut Sink) {
    if let Some(ClientAuth::Header { id, secret }) = auth {
        id.iter()
            .chain([secret])
            .for_each(|name| check_name(name, sink));
    }
}

/// Headers at the top of the block.
pub(super) fn check_top_headers(block: &Block, sink: &mut Sink) {
    check_auth_headers(block.client_auth.as_ref().map(|auth| &auth.value), sink);
}

fn check_name(name: &Text, sink: &mut Sink) {
    // RFC 9110 §5.6.2
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    let bad = name.value.chars().find(|c| !token(*c));
    if bad.is_none() && !name.value.is_empty() {
        return;
    }
    let fixed: String = name
        .value
        .trim()
        .chars()
        .map(|c| {
            if token(c) {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let mistake = ParamError::BadHeaderName {
        name: name.value.clone(),
        what: bad.map_or_else(|| "nothing".to_owned(), describe),
        fixed: if fixed.is_empty() {
            "x-api-version".to_owned()
        } else {
            fixed
        },
    };
    sink.push(name.span, mistake);
}

fn check_value(name: &str, value: &Text, sink: &mut Sink) {
    if let Some(c) = value
        .value
        .chars()
        .find(|c| !(c.is_ascii_graphic() || *c == ' '))
    {
        let mistake = ParamError::BadHeaderValue {
            name: name.to_owned(),
            what: describe(c),
        };
        sink.push(value.span, mistake);
    }
}

/// Functions whose value is plain ASCII, whatever they are given.
const PLAIN: &[&str] = &[
    "base64",
    "base64url",
    "sha256_hex",
    "md5_hex",
    "hmac_sha256_hex",
    "hmac_sha256_base64",
    "rsa_sha256",
];

/// The texts of a header's value that reach the wire as they are written. What
/// cannot be read is reported where its placeholders are resolved.
fn check_template(name: &str, value: &Text, sink: &mut Sink) {
    let Ok(pieces) = split(name, &value.value) else {
        return;
    };
    for piece in pieces {
        let texts = match piece {
            Piece::Lit(text) => vec![text],
            Piece::Hole(hole) => sent_texts(&parse_expression(&hole).unwrap_or_default()),
        };
        for text in texts {
            check_value(name, &Text::new(text, value.span), sink);
        }
    }
}

/// The quoted texts of an expression that no digest or encoding covers.
fn sent_texts(expression: &Expression) -> Vec<String> {
    let mut texts = Vec::new();
    for term in expression {
        match term {
            Term::Text(text) => texts.push(text.clone()),
            Term::Call(name, arguments) if !PLAIN.contains(&name.as_str()) => {
                texts.extend(arguments.iter().flat_map(sent_texts));
            }
            _ => (),
        }
    }
    texts
}

/// Whether a text is fixed: something of it, and no placeholder.
pub(super) fn is_literal(text: &Text) -> bool {
    !text.value.is_empty() && !text.value.contains('{')
}
