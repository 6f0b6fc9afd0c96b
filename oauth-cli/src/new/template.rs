//! Addresses of a source as templates of a declaration.

mod kind;

use super::draft::Known;
use super::name::variable;

pub(super) use kind::Kind;
use kind::{Position, fitting, join, one_of};

/// A tenant value that addresses need.
#[derive(Debug, PartialEq)]
pub(super) struct Var {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) default: Option<String>,
}

/// Collects the templates of one provider and the values they need.
pub(super) struct Templates<'k> {
    pub(super) vars: Vec<Var>,
    pub(super) notes: Vec<String>,
    known: &'k [Known],
    /// Plain `http` is taken, by the person's own word.
    http: bool,
}

impl<'k> Templates<'k> {
    pub(super) fn new(known: &'k [Known], http: bool) -> Self {
        Self {
            vars: Vec::new(),
            notes: Vec::new(),
            known,
            http,
        }
    }

    /// The template for an address that stands at `key`, or why there is none.
    pub(super) fn take(&mut self, key: &str, text: &str) -> Result<String, String> {
        let shown: String = text
            .chars()
            .take(120)
            .collect::<String>()
            .escape_default()
            .to_string();
        let refuse = |why: &str| Err(format!("`{key}`: the address `{shown}` {why}"));
        if text.len() > 2000 {
            return refuse("is longer than 2000 bytes");
        }
        let text = braced(text.trim());
        if let Some((_, rest)) = text
            .strip_prefix('{')
            .and_then(|text| text.split_once("}://"))
        {
            // The scheme is no tenant's choice.
            return self.take(key, &format!("https://{rest}"));
        }
        if !text.chars().all(|c| c.is_ascii_graphic())
            || text.contains(['"', '<', '>', '\\', '^', '`', '|', '#'])
        {
            return refuse("holds a character that no endpoint has");
        }
        let lower = text.to_ascii_lowercase();
        let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"]
            .iter()
            .any(|host| {
                lower
                    .strip_prefix(host)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            });
        match () {
            () if lower.starts_with("https://") || text.starts_with('{') || loopback => (),
            () if lower.starts_with("http://") && self.http => (),
            () if lower.starts_with("http://") => {
                return refuse(
                    "is not https: find out the https one, or give `--insecure-http REASON`",
                );
            }
            () => return refuse("is no absolute https address"),
        }
        let Some(pieces) = split(&text) else {
            return refuse("has braces that do not close, or a placeholder without a name");
        };
        self.build(&pieces)
            .map_err(|why| format!("`{key}`: the address `{shown}` {why}"))
    }

    fn build(&mut self, pieces: &[Piece<'_>]) -> Result<String, String> {
        let mut out = String::new();
        let mut at = Position::Host;
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Lit(text) => {
                    let after_start = index == 1 && at == Position::Start;
                    if after_start && !text.starts_with(['/', '?']) {
                        return Err("goes on behind its first placeholder without a slash".into());
                    }
                    let skip = text
                        .find("://")
                        .filter(|_| index == 0)
                        .map_or(0, |at| at + 3);
                    let tail = text.get(skip..).unwrap_or_default();
                    if matches!(at, Position::Host | Position::Start) {
                        let end = tail.find(['/', '?']);
                        let host = tail.get(..end.unwrap_or(tail.len())).unwrap_or_default();
                        check_host(host, pieces.len() == 1)?;
                        if end.is_some() {
                            at = Position::Path;
                        }
                    }
                    if at == Position::Path && text.contains('?') {
                        at = Position::Query;
                    }
                    out.push_str(text);
                }
                Piece::Hole(hole) => {
                    if index == 0 {
                        at = Position::Start;
                    }
                    let kind = match at {
                        Position::Start if pieces.len() == 1 => Kind::Url,
                        Position::Start => Kind::Origin,
                        Position::Host if is_whole_host(pieces, index) => Kind::Host,
                        Position::Host => Kind::DnsLabel,
                        Position::Path => Kind::PathSegment,
                        Position::Query => Kind::Text,
                    };
                    let name = self.var(hole, kind, at)?;
                    out.push_str(&format!("{{{name}}}"));
                }
            }
        }
        let (path, query) = out.split_once('?').unwrap_or((&out, ""));
        if path
            .split('/')
            .skip(3)
            .any(|part| matches!(part, "." | ".."))
        {
            return Err("has a dot segment".into());
        }
        let path = path.to_owned();
        let query = self.without_own(query);
        Ok(match query.is_empty() {
            true => path,
            false => format!("{path}?{query}"),
        })
    }

    /// A query without what each request sets by itself.
    fn without_own(&mut self, query: &str) -> String {
        const OWN: &[&str] = &[
            "response_type",
            "client_id",
            "client_secret",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "response_mode",
            "grant_type",
            "code",
            "code_verifier",
            "refresh_token",
            "username",
            "password",
            "device_code",
            "token",
            "token_type_hint",
        ];
        let mut kept = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            match OWN.contains(&name) {
                true => self.notes.push(format!(
                    "`{name}` stands in an address of the source; each request sets it by itself, so it was left out"
                )),
                false => kept.push(pair),
            }
        }
        kept.join("&")
    }

    /// The name of the value for a placeholder. One name is one value everywhere.
    fn var(&mut self, hole: &str, kind: Kind, at: Position) -> Result<String, String> {
        let name = variable(hole);
        let known = self
            .known
            .iter()
            .find(|known| variable(&known.name) == name);
        let kind = known
            .and_then(|known| one_of(&known.choices, at))
            .unwrap_or(kind);
        match self.vars.iter_mut().find(|var| var.name == name) {
            None => {
                let default = known.and_then(|known| known.default.as_deref());
                let default = default.and_then(|default| fitting(&kind, default));
                self.vars.push(Var {
                    name: name.clone(),
                    kind,
                    default,
                });
            }
            Some(var) => {
                let joined = join(&var.kind, &kind).ok_or_else(|| {
                    format!("uses `{{{name}}}` in a place where its other use does not fit")
                })?;
                if joined != var.kind {
                    var.default = var
                        .default
                        .take()
                        .and_then(|default| fitting(&joined, &default));
                    var.kind = joined;
                }
            }
        }
        Ok(name)
    }
}

fn check_host(host: &str, alone: bool) -> Result<(), String> {
    if host.contains('@') {
        return Err("holds a user name".into());
    }
    let sound = host == "[::1]"
        || host.starts_with("[::1]:")
        || host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'));
    if !sound {
        return Err("has a host that is none".into());
    }
    match alone && host.is_empty() {
        true => Err("has no host".into()),
        false => Ok(()),
    }
}

/// Whether a placeholder is all there is between scheme and path.
fn is_whole_host(pieces: &[Piece<'_>], index: usize) -> bool {
    let before =
        index == 1 && matches!(pieces.first(), Some(Piece::Lit(text)) if text.ends_with("://"));
    let after = match pieces.get(index + 1) {
        None => true,
        Some(Piece::Lit(text)) => text.starts_with(['/', '?']),
        Some(Piece::Hole(_)) => false,
    };
    before && after
}

enum Piece<'t> {
    Lit(&'t str),
    Hole(&'t str),
}

/// Splits at placeholders.
fn split(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        if before.contains('}') {
            return None;
        }
        if !before.is_empty() {
            pieces.push(Piece::Lit(before));
        }
        let (name, after) = after.split_once('}')?;
        let named = name.bytes().any(|b| b.is_ascii_alphanumeric())
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
        if !named || name.len() > 60 {
            return None;
        }
        pieces.push(Piece::Hole(name));
        rest = after;
    }
    if rest.contains('}') {
        return None;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Lit(rest));
    }
    Some(pieces)
}

/// The ways in which documents write placeholders, as one.
fn braced(text: &str) -> String {
    text.replace("${", "{")
        .replace("%7B", "{")
        .replace("%7b", "{")
        .replace("%7D", "}")
        .replace("%7d", "}")
        .replace("{{", "{")
        .replace("}}", "}")
        .replace('<', "{")
        .replace('>', "}")
}

#[cfg(test)]
mod tests;
