//! The block: entries of the top level, by the key table.

use proc_macro2::TokenStream;

use super::answer::parse_answer;
use super::assertion::{parse_assertion, parse_hooks};
use super::auth::{parse_client_auth, parse_pkce, parse_rotation};
use super::call::parse_call;
use super::callback::{parse_callback, parse_lifetimes};
use super::level::{Entry, parse_level};
use super::redirect::parse_redirect;
use super::scopes::parse_scopes;
use super::second::parse_seconds;
use super::standards::parse_standard;
use super::step::parse_steps;
use super::tree::{Atom, Node, parse_entries};
use super::value::{check_reason, parse_flag, parse_list, parse_text, parse_value};
use super::vars::parse_vars;
use crate::diag::Sink;
use crate::errors::{GrantError, ItemError};
use crate::keys::Level;
use crate::model::{Block, CallKind, Spanned};

/// Reads the block. What cannot be read is reported and left out.
pub(crate) fn parse_block(tokens: TokenStream, sink: &mut Sink) -> Block {
    let mut block = Block::default();
    let before = sink.count();
    let nodes = parse_entries(tokens, sink);
    let mut unknown = false;
    let entries = parse_level(&nodes, Level::Top, sink, |node, sink| {
        if node.word() == Some("implicit") {
            sink.push(node.span, GrantError::Implicit {});
            unknown = true;
            return true;
        }
        false
    });
    // A key that could not be placed may be any of the missing ones.
    block.unreadable = unknown || sink.count() > before;
    for entry in entries {
        parse_top_key(&entry, &mut block, sink);
    }
    block.settle_profile();
    block.settle_discovery();
    block.settle_defaults();
    block
}

fn parse_top_key(entry: &Entry<'_>, block: &mut Block, sink: &mut Sink) {
    let span = entry.node.span;
    match entry.key.name {
        "name" => block.name = parse_text(entry, sink),
        "docs" => block.docs = parse_text(entry, sink),
        "checked" => block.checked = parse_text(entry, sink),
        "crate" => block.runtime = parse_runtime(entry, sink),
        "issuer" => block.issuer = parse_text(entry, sink),
        "resource" => block.resource = parse_text(entry, sink),
        "origin" => block.origin = parse_text(entry, sink),
        "answer" => {
            block.answer = parse_answer(parse_list(entry, sink).unwrap_or_default(), sink);
        }
        "insecure_http" => {
            block.insecure_http = parse_text(entry, sink);
            if let Some(reason) = &block.insecure_http {
                check_reason("insecure_http", reason, sink);
            }
        }
        "nonce" => block.nonce = parse_flag(entry, sink).value,
        "mtls" => block.mtls = parse_flag(entry, sink).value,
        "vars" => block.vars = parse_vars(parse_list(entry, sink).unwrap_or_default(), sink),
        "client_auth" => block.client_auth = parse_client_auth(entry, sink),
        "assertion" => {
            block.assertion = parse_assertion(entry, sink);
            block.unreadable |= block.assertion.is_none();
        }
        "hooks" => block.hooks = parse_hooks(entry, sink),
        "request_object" | "dpop" | "id_token" | "profile" => {
            parse_standard(entry, &mut block.standards, sink);
        }
        "pkce" => block.pkce = Some(Spanned::new(parse_pkce(entry, sink), span)),
        "scopes" => {
            block.scopes =
                parse_list(entry, sink).map(|nodes| parse_scopes(span, nodes, Level::Scopes, sink));
        }
        "second_scopes" => {
            block.second_scopes = parse_list(entry, sink)
                .map(|nodes| parse_scopes(span, nodes, Level::SecondScopes, sink));
        }
        "second_token" => block.seconds = parse_seconds(entry, sink),
        "callback" => block.callback = Some(Spanned::new(parse_callback(entry, sink), span)),
        "redirect" => block.redirect = Some(Spanned::new(parse_redirect(entry, sink), span)),
        "lifetimes" => block.lifetimes = parse_lifetimes(entry, sink),
        "learn" => block.learn = parse_steps(entry, CallKind::Learn, sink),
        "rotation" => block.rotation = Some(Spanned::new(parse_rotation(entry, sink), span)),
        key => {
            let Some(kind) = CallKind::of(key) else {
                return;
            };
            if kind == CallKind::Refresh
                && entry.node.value.as_deref().and_then(Node::word) == Some("none")
            {
                block.no_refresh = Some(span);
                return;
            }
            block.calls.push(parse_call(entry, kind, sink));
        }
    }
}

/// `crate = ::path`
fn parse_runtime(entry: &Entry<'_>, sink: &mut Sink) -> Option<TokenStream> {
    let value = parse_value(entry, sink)?;
    let path = value.written();
    let path = path.trim_matches('"');
    let read = |text: &str| {
        syn::parse_str::<syn::Path>(text)
            .ok()
            .map(quote::ToTokens::into_token_stream)
    };
    let absolute = path.starts_with("::") || path.starts_with("crate::");
    if let (Atom::Path(tokens), true, Some(_)) = (&value.atom, absolute, read(path)) {
        return Some(tokens.clone());
    }
    let bare = path.trim_start_matches(':');
    let mistake = ItemError::RelativePath {
        path: bare.to_owned(),
    };
    sink.push(value.region(), mistake);
    // Taken as it was meant, or every name in the expansion would be an error too.
    read(&format!("::{bare}"))
}
