//! `client_auth`, `pkce` and `rotation`: words with arguments.

use super::duration::parse_duration;
use super::level::Entry;
use super::standards::parse_alg;
use super::tree::{Atom, Node};
use super::value::{parse_reason, parse_word, text_of, unknown_word, word_of};
use crate::diag::Sink;
use crate::errors::{AuthError, GrantError, KeyError, Words};
use crate::keys::{ASYMMETRIC, AUDIENCES, AUTHS, PKCES, ROTATIONS, SYMMETRIC};
use crate::model::{ClientAuth, Pkce, Rotation, Spanned, Text, Word};

/// `client_auth = ...`
pub(super) fn parse_client_auth(
    entry: &Entry<'_>,
    sink: &mut Sink,
) -> Option<Spanned<ClientAuth<Text>>> {
    let (word, node) = parse_word(entry, AUTHS, sink)?;
    let auth = match word {
        "none" => ClientAuth::None,
        "basic" => parse_basic(node, sink),
        "query" => ClientAuth::Query {
            reason: match parse_reason("client_auth = query", node.nodes(), sink) {
                Some(reason) => reason.value,
                None => {
                    sink.push(node.span, AuthError::SecretInQuery {});
                    String::new()
                }
            },
        },
        "header" => parse_header(node, sink)?,
        "authorization" => match node.nodes() {
            [value] => ClientAuth::Authorization(text_of(
                value,
                "authorization",
                "authorization(\"Client {client_secret}\")",
                sink,
            )?),
            _ => {
                text_of(
                    node,
                    "authorization",
                    "client_auth = authorization(\"Client {client_secret}\")",
                    sink,
                );
                return None;
            }
        },
        "private_key_jwt" => {
            let (alg, audience) = parse_assertion_auth(node, ASYMMETRIC, sink);
            ClientAuth::PrivateKeyJwt { alg, audience }
        }
        "client_secret_jwt" => {
            let (alg, audience) = parse_assertion_auth(node, SYMMETRIC, sink);
            ClientAuth::ClientSecretJwt { alg, audience }
        }
        "tls_client_auth" => ClientAuth::Certificate,
        "discovered" => ClientAuth::Discovered,
        _ => ClientAuth::Body,
    };
    Some(Spanned::new(auth, node.span))
}

/// `private_key_jwt(alg = ps256, audience = issuer)`
fn parse_assertion_auth(
    node: &Node,
    algs: &'static [&'static str],
    sink: &mut Sink,
) -> (Option<Word>, Option<Word>) {
    let (mut alg, mut audience) = (None, None);
    for argument in node.nodes() {
        match (argument.word(), argument.value.as_deref()) {
            (Some("alg"), Some(value)) => alg = parse_alg(value, "alg", algs, sink),
            (Some("audience"), Some(value)) => {
                audience = word_of(value, "audience", AUDIENCES, sink)
                    .map(|(word, node)| Spanned::new(word, node.span));
            }
            _ => {
                let mistake = KeyError::UnknownOfFew {
                    key: argument.written(),
                    list: "client_auth",
                    keys: Words::of(["alg", "audience"]),
                };
                sink.push(argument.span, mistake);
            }
        }
    }
    (alg, audience)
}

fn parse_basic(node: &Node, sink: &mut Sink) -> ClientAuth<Text> {
    let mut scheme = None;
    let mut raw = false;
    let mut content: Option<Word> = None;
    for argument in node.nodes() {
        match (argument.word(), argument.value.as_deref()) {
            (Some("scheme"), Some(value)) => {
                scheme = text_of(value, "scheme", "basic(scheme = \"ID\")", sink);
                if let Some(text) = &scheme {
                    let plain = text
                        .value
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || c == '-');
                    if text.value.is_empty() || !plain {
                        sink.push(text.span, AuthError::EmptyScheme {});
                    }
                }
            }
            (Some("raw"), None) => raw = true,
            (Some(word @ ("secret_only" | "id_only")), None) => {
                let word = if word == "id_only" {
                    "id_only"
                } else {
                    "secret_only"
                };
                if let Some(first) = &content {
                    let mistake = AuthError::BasicConflict {
                        first: first.value,
                        second: word,
                    };
                    sink.push(argument.span, mistake);
                }
                content = Some(Spanned::new(word, argument.span));
            }
            _ => unknown_word(
                argument.span,
                "basic",
                &argument.written(),
                &["raw", "secret_only", "id_only", "scheme"],
                sink,
            ),
        }
    }
    ClientAuth::Basic {
        scheme,
        raw,
        content,
    }
}

fn parse_header(node: &Node, sink: &mut Sink) -> Option<ClientAuth<Text>> {
    let mut id = None;
    let mut secret = None;
    for argument in node.nodes() {
        match (argument.word(), argument.value.as_deref()) {
            (Some("id"), Some(value)) => id = text_of(value, "id", "id = \"x-client-id\"", sink),
            (Some("secret"), Some(value)) => {
                secret = text_of(value, "secret", "secret = \"x-client-secret\"", sink)
            }
            (None, None) if matches!(argument.atom, Atom::Str(_)) => {
                secret = text_of(argument, "header", "header(\"x-secret\")", sink);
            }
            _ => {
                let mistake = KeyError::UnknownOfFew {
                    key: argument.written(),
                    list: "header(...)",
                    keys: Words::of(["id", "secret"]),
                };
                sink.push(argument.span, mistake);
            }
        }
    }
    match secret {
        Some(secret) => Some(ClientAuth::Header { id, secret }),
        None => {
            sink.push(node.span, AuthError::HeaderNoSecret {});
            None
        }
    }
}

/// `pkce = ...`
pub(super) fn parse_pkce(entry: &Entry<'_>, sink: &mut Sink) -> Option<Pkce> {
    let (word, node) = parse_word(entry, PKCES, sink)?;
    let reason = parse_reason("pkce", node.nodes(), sink);
    if reason.is_none() && word != "s256" {
        let word = word.to_owned();
        sink.push(node.span, GrantError::PkceNoReason { word });
    }
    Some(Pkce {
        word: Spanned::new(word, node.span),
        reason,
    })
}

/// `rotation = ...`
pub(super) fn parse_rotation(entry: &Entry<'_>, sink: &mut Sink) -> Option<Rotation> {
    let (word, node) = parse_word(entry, ROTATIONS, sink)?;
    let mut grace = None;
    for argument in node.nodes() {
        match (argument.word(), argument.value.as_deref(), word) {
            (Some("grace"), Some(value), "single_use") => {
                grace = parse_duration("grace", value, sink).map(|grace| grace.value);
            }
            _ => {
                let mistake = KeyError::UnknownOfFew {
                    key: argument.written(),
                    list: "rotation",
                    keys: Words::of(["single_use(grace = 10m)"]),
                };
                sink.push(argument.span, mistake);
            }
        }
    }
    Some(Rotation {
        word: Spanned::new(word, node.span),
        grace,
    })
}
