//! The item under the attribute, token by token, so that any item can be read.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::diag::Sink;
use crate::errors::ItemError;

/// What the item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// `struct Acme;`
    Unit,
    /// A struct with fields or generics.
    OtherStruct,
    /// An enum without data.
    PlainEnum,
    /// Anything else that has no name we can give an implementation.
    Other,
}

/// The item under the attribute.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) attrs: Vec<TokenStream>,
    pub(crate) vis: TokenStream,
    pub(crate) ident: Ident,
    pub(crate) shape: Shape,
    /// The traits that the user derives.
    pub(crate) derives: Vec<String>,
    /// Whether the user documents the struct.
    pub(crate) has_docs: bool,
    /// The item behind its attributes.
    pub(crate) body: TokenStream,
}

/// Reads an item. Every item is read; what is no unit struct is reported.
pub(crate) fn parse_item(tokens: TokenStream, sink: &mut Sink) -> Item {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let mut item = Item {
        attrs: Vec::new(),
        vis: TokenStream::new(),
        ident: Ident::new("Provider", Span::call_site()),
        shape: Shape::Other,
        derives: Vec::new(),
        has_docs: false,
        body: TokenStream::new(),
    };
    let mut rest = all.as_slice();
    while let [TokenTree::Punct(hash), TokenTree::Group(group), tail @ ..] = rest {
        if hash.as_char() != '#' {
            break;
        }
        parse_attribute(hash, group, &mut item, sink);
        rest = tail;
    }
    item.body = rest.iter().cloned().collect();
    if let [TokenTree::Ident(word), tail @ ..] = rest
        && word == "pub"
    {
        item.vis.extend([TokenTree::Ident(word.clone())]);
        rest = tail;
        if let [TokenTree::Group(group), tail @ ..] = rest
            && group.delimiter() == Delimiter::Parenthesis
        {
            item.vis.extend([TokenTree::Group(group.clone())]);
            rest = tail;
        }
    }
    parse_shape(rest, &mut item, sink);
    item
}

fn parse_attribute(hash: &proc_macro2::Punct, group: &Group, item: &mut Item, sink: &mut Sink) {
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let path: Vec<&Ident> = inner
        .iter()
        .take_while(|token| !matches!(token, TokenTree::Group(_)))
        .filter_map(|token| match token {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        })
        .collect();
    match path.last() {
        Some(last) if *last == "oauth_provider" => {
            sink.push(last.span(), ItemError::Twice {});
            return;
        }
        Some(last) if *last == "derive" => {
            if let Some(TokenTree::Group(list)) = inner.last() {
                let names = list.stream().into_iter().filter_map(|token| match token {
                    TokenTree::Ident(ident) => Some(ident.to_string()),
                    _ => None,
                });
                item.derives.extend(names);
            }
        }
        Some(last) if *last == "doc" => item.has_docs = true,
        _ => (),
    }
    let tokens = [
        TokenTree::Punct(hash.clone()),
        TokenTree::Group(group.clone()),
    ];
    item.attrs.push(tokens.into_iter().collect());
}

fn parse_shape(rest: &[TokenTree], item: &mut Item, sink: &mut Sink) {
    let keyword = match rest {
        [TokenTree::Ident(keyword), ..] => Some(keyword),
        _ => None,
    };
    let word = keyword.map(ToString::to_string).unwrap_or_default();
    let ident = match rest {
        [_, TokenTree::Ident(ident), ..] => Some(ident),
        _ => None,
    };
    let name = ident.map_or_else(|| "Acme".to_owned(), ToString::to_string);
    if let Some(ident) = ident.filter(|_| matches!(word.as_str(), "struct" | "enum" | "union")) {
        item.ident = ident.clone();
    }
    let body = rest.get(2);
    let (found, at) = match (word.as_str(), body) {
        ("struct", Some(TokenTree::Punct(punct))) if punct.as_char() == ';' => {
            item.shape = Shape::Unit;
            return;
        }
        ("struct", Some(body @ TokenTree::Group(_))) => {
            item.shape = Shape::OtherStruct;
            ("a struct with fields", body.span())
        }
        ("struct", Some(body)) => {
            item.shape = Shape::OtherStruct;
            ("a struct with generics", body.span())
        }
        ("enum", body) => {
            if is_plain_enum(body) {
                item.shape = Shape::PlainEnum;
            }
            let at = keyword.map_or_else(Span::call_site, Ident::span);
            sink.push(at, ItemError::EnumOfEnvironments { name });
            return;
        }
        ("fn", _) => ("a function", item_span(keyword)),
        ("impl", _) => ("an `impl` block", item_span(keyword)),
        ("mod", _) => ("a module", item_span(keyword)),
        ("trait", _) => ("a trait", item_span(keyword)),
        _ => ("another item", item_span(keyword)),
    };
    let name = crate::case::camel(&name);
    sink.push(at, ItemError::NotUnitStruct { found, name });
}

fn item_span(keyword: Option<&Ident>) -> Span {
    keyword.map_or_else(Span::call_site, Ident::span)
}

/// Whether all variants are without data, so that the enum can be `Copy`.
fn is_plain_enum(body: Option<&TokenTree>) -> bool {
    match body {
        Some(TokenTree::Group(group)) => !group
            .stream()
            .into_iter()
            .any(|token| matches!(&token, TokenTree::Group(inner) if inner.delimiter() != Delimiter::Bracket)),
        _ => false,
    }
}
