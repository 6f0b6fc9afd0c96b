//! What identifies a provider: documentation, date, issuer.

use super::names::{Names, Site};
use super::urls::{check_url, has_userinfo};
use crate::diag::{Sink, line};
use crate::errors::{KeyError, Line, StandardError, UrlError};
use crate::model::{Block, CallKind, Identity, Template, Text, WrittenCall};

pub(super) fn check_identity(block: &Block, sink: &mut Sink) {
    if let Some(docs) = &block.docs {
        check_plain("docs", docs, sink);
    }
    if let Some(checked) = &block.checked
        && !is_month(&checked.value)
    {
        let value = checked.value.clone();
        sink.push(checked.span, KeyError::BadDate { value });
    }
    let path = block.calls.iter().filter_map(|call| call.api.path.as_ref());
    let route = block
        .calls
        .iter()
        .filter_map(|call| call.fragment_route.as_ref());
    let rooted = path
        .map(|text| ("path", text))
        .chain(route.map(|text| ("fragment_route", text)));
    for (key, text) in rooted.filter(|(_, text)| !text.value.starts_with('/')) {
        let mistake = UrlError::BadPath {
            key: key.to_owned(),
            fixed: format!("/{}", text.value.trim_start_matches('#')),
        };
        sink.push(text.span, mistake);
    }
}

/// Resolves the placeholders of `issuer` and `resource`.
pub(super) fn resolve_identity(block: &Block, names: &Names<'_>, sink: &mut Sink) -> Identity {
    let mut resolve = |key, text: Option<&Text>| resolve_one(key, text?, block, names, sink);
    Identity {
        issuer: resolve("issuer", block.issuer.as_ref()),
        resource: resolve("resource", block.resource.as_ref()),
    }
}

/// An identifier is a URL that is compared, or of which metadata is asked for.
fn resolve_one(
    key: &str,
    text: &Text,
    block: &Block,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Template> {
    if let Some((_, fragment)) = text.value.split_once('#') {
        names.mark_mentioned(&text.value);
        let fragment = format!("#{fragment}");
        sink.push(
            text.span,
            StandardError::IdentifierFragment {
                key: key.to_owned(),
                fragment,
            },
        );
        return None;
    }
    if key == "issuer" && text.value.contains('?') {
        names.mark_mentioned(&text.value);
        sink.push(text.span, StandardError::IssuerQuery {});
        return None;
    }
    let site = Site {
        key,
        text,
        call: None,
        reason: false,
    };
    let call = WrittenCall::new(CallKind::Jwks, text.span);
    let url = check_url(site, &call, block, names, sink)?;
    let mut parts = url.origin;
    parts.extend(url.rest);
    if let Some(var) = parts.iter().find_map(|part| names.optional(part)) {
        let variable = var.name.value.clone();
        let key = key.to_owned();
        sink.push(
            text.span,
            StandardError::OptionalIdentifier { key, variable },
        );
        return None;
    }
    Some(parts)
}

/// A URL without placeholders that no credentials go to.
fn check_plain(key: &str, text: &Text, sink: &mut Sink) {
    let name = key.to_owned();
    if has_userinfo(&text.value) {
        let at = Line(line(text.span));
        sink.push_at_item(UrlError::UserInfo { key: name, at });
    } else if !text.value.starts_with("https://") && !text.value.starts_with("http://") {
        let fixed = format!("https://{}", text.value.trim_start_matches('/'));
        sink.push(text.span, UrlError::NoScheme { key: name, fixed });
    }
}

/// Year and month: `2026-11`.
fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else {
        return false;
    };
    let digits =
        |text: &str, count| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    digits(year, 4) && digits(month, 2) && matches!(month.parse(), Ok(1..=12))
}
