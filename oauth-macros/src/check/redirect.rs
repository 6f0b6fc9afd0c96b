//! The path of a redirect URI on loopback: a listener compares it byte for byte.

use super::urls::describe;
use crate::diag::Sink;
use crate::errors::{RedirectError, UrlError};
use crate::model::Redirect;

pub(super) fn check_redirect(redirect: &Redirect, sink: &mut Sink) {
    let Some(path) = &redirect.path else {
        return;
    };
    if !path.value.starts_with('/') {
        let mistake = UrlError::BadPath {
            key: "path".to_owned(),
            fixed: format!("/{}", path.value.trim_start_matches('#')),
        };
        sink.push(path.span, mistake);
    } else if let Some(what) = more(&path.value) {
        sink.push(path.span, RedirectError::BadPath { what });
    }
}

/// What does not belong into a path that is compared as it is written.
fn more(path: &str) -> Option<String> {
    let foreign = |c: &char| !c.is_ascii_graphic() || r#""<>\^`|?#{}"#.contains(*c);
    if let Some(c) = path.chars().find(foreign) {
        return Some(match c {
            '?' => "a query".to_owned(),
            '#' => "a fragment".to_owned(),
            '{' | '}' => "a placeholder".to_owned(),
            c => describe(c),
        });
    }
    if path.starts_with("//") {
        return Some("an empty segment at its start".to_owned());
    }
    let decoded = path.to_ascii_lowercase().replace("%2e", ".");
    let dots = |segment: &str| matches!(segment, "." | "..");
    decoded
        .split('/')
        .any(dots)
        .then(|| "a dot segment".to_owned())
}
