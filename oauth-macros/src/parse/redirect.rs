//! `redirect`: what the provider takes on loopback.

use super::level::{Entry, parse_level};
use super::tree::{Atom, Node};
use super::value::{parse_list, parse_text, parse_value, parse_word, word_of};
use crate::diag::Sink;
use crate::errors::RedirectError;
use crate::keys::{LOOPBACKS, Level, REDIRECTS};
use crate::model::{Redirect, Spanned};

/// `redirect = refused`, `redirect = localhost` or `redirect(...)`.
pub(super) fn parse_redirect(entry: &Entry<'_>, sink: &mut Sink) -> Redirect {
    let mut redirect = Redirect::default();
    if entry.node.list.is_none() {
        let Some(value) = parse_value(entry, sink) else {
            return redirect;
        };
        match &value.atom {
            Atom::Str(text) if text.contains("://") => {
                let fixed = as_entries(text);
                sink.push(value.span, RedirectError::AsUrl { fixed });
            }
            _ => {
                redirect.host = word_of(value, entry.key.name, REDIRECTS, sink)
                    .map(|(host, node)| Spanned::new(host, node.span));
            }
        }
        return redirect;
    }
    let nodes = parse_list(entry, sink).unwrap_or_default();
    for entry in parse_level(nodes, Level::Redirect, sink, |_, _| false) {
        match entry.key.name {
            "host" => {
                redirect.host = parse_word(&entry, LOOPBACKS, sink)
                    .map(|(host, node)| Spanned::new(host, node.span));
            }
            "ports" => redirect.ports = parse_ports(&entry, sink),
            _ => redirect.path = parse_text(&entry, sink),
        }
    }
    redirect
}

/// `ports(8976, 8977)`, or `ports = 8976` for a list of one.
fn parse_ports(entry: &Entry<'_>, sink: &mut Sink) -> Vec<u16> {
    let nodes: Vec<&Node> = match entry.node.value.as_deref() {
        Some(only) if entry.node.list.is_none() && matches!(only.atom, Atom::Int(..)) => vec![only],
        _ => parse_list(entry, sink).unwrap_or_default().iter().collect(),
    };
    let mut ports: Vec<u16> = Vec::new();
    for node in nodes {
        let port = match &node.atom {
            Atom::Int(digits, suffix) if suffix.is_empty() => digits.parse::<u16>().ok(),
            _ => None,
        };
        match port.filter(|port| *port >= 1024) {
            Some(port) if ports.contains(&port) => {
                sink.push(node.span, RedirectError::PortTwice { port });
            }
            Some(port) => ports.push(port),
            None => {
                let port = node.written();
                sink.push(node.region(), RedirectError::BadPort { port });
            }
        }
    }
    ports
}

/// What a whole URI says, as entries.
fn as_entries(uri: &str) -> String {
    let (scheme, rest) = uri.split_once("://").unwrap_or(("", uri));
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => (host, port),
        _ => (authority, ""),
    };
    let host = match host {
        "localhost" => "localhost",
        "127.0.0.1" => "ipv4",
        "[::1]" => "ipv6",
        _ => return "redirect = refused".to_owned(),
    };
    if scheme != "http" {
        return format!("redirect = {host}");
    }
    let mut entries = format!("host = {host}");
    if !matches!(port, "" | "0") {
        entries.push_str(&format!(", ports({port})"));
    }
    if path.len() > 1 && !path.contains(['?', '#', '{', '"', '`', '\\']) {
        entries.push_str(&format!(", path = \"{path}\""));
    }
    format!("redirect({entries})")
}
