//! What identifies a provider: documentation, date, issuer.

use super::urls::has_userinfo;
use crate::diag::{Sink, line};
use crate::errors::{KeyError, Line, UrlError};
use crate::model::{Block, Text};

pub(super) fn check_identity(block: &Block, sink: &mut Sink) {
    if let Some(docs) = &block.docs {
        check_plain("docs", docs, sink);
    }
    if let Some(issuer) = &block.issuer {
        if issuer.value.contains('{') {
            sink.push(issuer.span, UrlError::IssuerPlaceholder {});
        } else {
            check_plain("issuer", issuer, sink);
        }
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

/// A URL without placeholders that no credentials go to.
fn check_plain(key: &str, text: &Text, sink: &mut Sink) {
    let name = key.to_owned();
    if has_userinfo(&text.value) {
        let at = Line(line(text.span));
        sink.push_at_item(UrlError::UserInfo { key: name, at });
    } else if let Some(rest) = text
        .value
        .strip_prefix("http://")
        .filter(|_| key == "issuer")
    {
        let fixed = format!("https://{rest}");
        sink.push(text.span, UrlError::Http { key: name, fixed });
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
