//! Declarations in files: the attribute's tokens and the item under it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::diag::Diagnostic;
use crate::entry::expand_collecting;

/// A folder of the integration tests.
pub(super) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/tests")
        .join(name)
}

pub(super) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The `.rs` files of a folder and its folders, in order.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Each attribute of ours in a text: its tokens, and those of the item under it.
pub(super) fn declarations(text: &str) -> Vec<(TokenStream, TokenStream)> {
    let tokens: Vec<TokenTree> = text.parse::<TokenStream>().unwrap().into_iter().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(args) = attribute(token) {
            let mut item: TokenStream = before(&tokens[..at]).iter().cloned().collect();
            let below = self::item(&tokens[at + 1..]);
            item.extend(below.iter().cloned());
            // A second attribute on the same item is the first one's business.
            at += 1 + below.len();
            found.push((args, item));
        } else {
            at += 1;
        }
    }
    found
}

/// The arguments, if a bracketed group is our attribute.
fn attribute(token: &TokenTree) -> Option<TokenStream> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    let last = inner
        .iter()
        .rposition(|token| matches!(token, TokenTree::Ident(_)))?;
    let ours = matches!(&inner[last], TokenTree::Ident(ident) if ident == "oauth_provider");
    match inner.get(last + 1..) {
        Some([]) if ours => Some(TokenStream::new()),
        Some([TokenTree::Group(args)]) if ours => Some(args.stream()),
        _ => None,
    }
}

/// Attributes that stand above ours, which rustc hands over with the item.
fn before(tokens: &[TokenTree]) -> &[TokenTree] {
    // The last token is the `#` of our own attribute.
    let mut start = tokens.len().saturating_sub(1);
    let end = start;
    while start >= 2
        && matches!(&tokens[start - 1], TokenTree::Group(_))
        && matches!(&tokens[start - 2], TokenTree::Punct(punct) if punct.as_char() == '#')
    {
        start -= 2;
    }
    &tokens[start..end]
}

/// Up to the first `;` or braces.
fn item(tokens: &[TokenTree]) -> &[TokenTree] {
    let end = tokens.iter().position(|token| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    });
    &tokens[..end.map_or(tokens.len(), |end| end + 1)]
}

/// The expansion of the only declaration in a text.
pub(super) fn expand_text(text: &str) -> (TokenStream, Vec<Diagnostic>) {
    let mut declarations = declarations(text);
    assert_eq!(declarations.len(), 1, "one declaration: {text}");
    let (args, item) = declarations.remove(0);
    expand_collecting(args, item)
}

/// The expansion as a person would format it. Parsing it back proves that it is Rust.
pub(super) fn pretty(tokens: TokenStream) -> String {
    let text = tokens.to_string();
    let file: syn::File = syn::parse_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    prettyplease::unparse(&file)
}
