//! The block as a tree of entries, read token by token.
//!
//! Nothing here knows a key. The reader goes on after every mistake, so one
//! slip hides nothing: brackets are balanced already, and entries end at commas.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use syn::Lit;

use crate::diag::{Region, Sink};
use crate::errors::SyntaxError;

/// What an entry begins with.
#[derive(Clone, Debug)]
pub(crate) enum Atom {
    Word(String),
    Str(String),
    /// Digits and suffix.
    Int(String, String),
    Float(String),
    Bool(bool),
    Array(Vec<Node>),
    /// A path of more than one segment, as it was written.
    Path(TokenStream),
}

/// The list of an entry.
#[derive(Clone, Debug)]
pub(crate) struct List {
    pub(crate) nodes: Vec<Node>,
    pub(crate) span: Span,
}

/// One entry: `atom<generics>(list): kind = value`, each part but the first optional.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) atom: Atom,
    pub(crate) span: Span,
    pub(crate) generics: Vec<Node>,
    /// The generics as they were written.
    pub(crate) generic_tokens: TokenStream,
    pub(crate) list: Option<List>,
    pub(crate) kind: Option<(Span, Box<Node>)>,
    pub(crate) value: Option<Box<Node>>,
    /// Whether an `=` stands with nothing behind it.
    pub(crate) dangling: bool,
}

impl Node {
    /// The word that the entry begins with.
    pub(crate) fn word(&self) -> Option<&str> {
        match &self.atom {
            Atom::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The nodes of the list.
    pub(crate) fn nodes(&self) -> &[Node] {
        self.list.as_ref().map_or(&[], |list| &list.nodes)
    }

    /// The first part as it is written.
    pub(crate) fn written(&self) -> String {
        match &self.atom {
            Atom::Word(text) | Atom::Float(text) => text.clone(),
            Atom::Str(text) => format!("{text:?}"),
            Atom::Int(digits, suffix) => format!("{digits}{suffix}"),
            Atom::Bool(value) => value.to_string(),
            Atom::Array(_) => "[...]".to_owned(),
            Atom::Path(path) => path.to_string().replace(' ', ""),
        }
    }

    /// From the first token to the last.
    pub(crate) fn region(&self) -> Region {
        let end = match (&self.value, &self.kind, &self.list) {
            (Some(value), ..) => value.region().end,
            (_, Some((_, kind)), _) => kind.region().end,
            (.., Some(list)) => list.span,
            _ => self.span,
        };
        Region {
            start: self.span,
            end,
        }
    }
}

/// Reads entries, separated by commas.
pub(crate) fn parse_entries(tokens: TokenStream, sink: &mut Sink) -> Vec<Node> {
    let mut cursor = Cursor {
        tokens: tokens.into_iter().collect(),
        at: 0,
        sink,
    };
    cursor.entries()
}

struct Cursor<'s> {
    tokens: Vec<TokenTree>,
    at: usize,
    sink: &'s mut Sink,
}

impl Cursor<'_> {
    fn peek(&self, ahead: usize) -> Option<&TokenTree> {
        self.tokens.get(self.at + ahead)
    }

    fn is_punct(&self, ahead: usize, punct: char) -> bool {
        matches!(self.peek(ahead), Some(TokenTree::Punct(found)) if found.as_char() == punct)
    }

    fn is_path_separator(&self, ahead: usize) -> bool {
        self.is_punct(ahead, ':') && self.is_punct(ahead + 1, ':')
    }

    fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn entries(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        while self.peek(0).is_some() {
            if let Some(node) = self.entry(true) {
                let missing = matches!(
                    self.peek(0),
                    Some(TokenTree::Ident(_) | TokenTree::Literal(_))
                );
                if missing {
                    self.missing_comma(&node);
                }
                nodes.push(node);
                if missing {
                    continue;
                }
            }
            if self.peek(0).is_some() && !self.is_punct(0, ',') {
                self.unexpected();
            }
            self.next();
        }
        nodes
    }

    fn missing_comma(&mut self, before: &Node) {
        if let Some(token) = self.peek(0).cloned() {
            self.sink.push(
                token.span(),
                SyntaxError::MissingComma {
                    next: shown(&token),
                    before: before.written(),
                },
            );
        }
    }

    /// Reports the token at hand and moves to the next comma.
    fn unexpected(&mut self) {
        if let Some(token) = self.peek(0).cloned() {
            let mistake = SyntaxError::Unexpected {
                token: shown(&token),
            };
            self.sink.push(token.span(), mistake);
        }
        while self.peek(0).is_some() && !self.is_punct(0, ',') {
            self.next();
        }
    }

    /// One entry; `whole` is false for what stands after `:` or `=`.
    fn entry(&mut self, whole: bool) -> Option<Node> {
        let (atom, span) = self.atom()?;
        let mut node = Node {
            atom,
            span,
            generics: Vec::new(),
            generic_tokens: TokenStream::new(),
            list: None,
            kind: None,
            value: None,
            dangling: false,
        };
        if node.word().is_some() {
            if self.is_punct(0, '<') {
                node.generic_tokens = self.generics();
                node.generics = parse_entries(node.generic_tokens.clone(), &mut Sink::default());
            }
            if let Some(TokenTree::Group(group)) = self.peek(0).cloned() {
                self.next();
                node.list = Some(self.list(&node, &group));
            }
        }
        if whole {
            self.kind(&mut node);
            self.value(&mut node);
        }
        Some(node)
    }

    fn kind(&mut self, node: &mut Node) {
        if let (true, Some(colon)) = (self.is_punct(0, ':'), self.peek(0).cloned()) {
            self.next();
            match self.entry(false) {
                Some(kind) => node.kind = Some((colon.span(), Box::new(kind))),
                None => self.unexpected(),
            }
        }
    }

    fn value(&mut self, node: &mut Node) {
        if self.is_punct(0, '=') {
            self.next();
            match self.entry(false) {
                Some(value) => node.value = Some(Box::new(value)),
                None if self.peek(0).is_none() || self.is_punct(0, ',') => node.dangling = true,
                None => self.unexpected(),
            }
            return;
        }
        // syn would say "expected `,`" here, which sends the reader the wrong way.
        let bare = node.word().is_some() && node.list.is_none() && node.kind.is_none();
        if let (true, Some(TokenTree::Literal(_))) = (bare, self.peek(0))
            && let Some(value) = self.entry(false)
        {
            let at = Region {
                start: node.span,
                end: value.span,
            };
            let mistake = SyntaxError::MissingEq {
                key: node.written(),
                value: value.written(),
            };
            self.sink.push(at, mistake);
            node.value = Some(Box::new(value));
        }
    }

    fn atom(&mut self) -> Option<(Atom, Span)> {
        let token = self.peek(0)?.clone();
        let span = token.span();
        let path = self.is_path_separator(0)
            || (matches!(token, TokenTree::Ident(_)) && self.is_path_separator(1));
        if path {
            return Some((Atom::Path(self.path()), span));
        }
        let atom = match token {
            TokenTree::Ident(ident) => match ident.to_string().trim_start_matches("r#") {
                "true" => Atom::Bool(true),
                "false" => Atom::Bool(false),
                word => Atom::Word(word.to_owned()),
            },
            TokenTree::Literal(literal) => literal_atom(literal)?,
            TokenTree::Punct(punct) if punct.as_char() == '-' => {
                let Some(TokenTree::Literal(literal)) = self.peek(1).cloned() else {
                    return None;
                };
                self.next();
                match literal_atom(literal)? {
                    Atom::Int(digits, suffix) => Atom::Int(format!("-{digits}"), suffix),
                    Atom::Float(text) => Atom::Float(format!("-{text}")),
                    _ => return None,
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                Atom::Array(parse_entries(group.stream(), self.sink))
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                // A `macro_rules` fragment such as `$url:literal` arrives in an invisible group.
                let inner: Vec<_> = group.stream().into_iter().collect();
                self.tokens.splice(self.at..=self.at, inner);
                return self.atom();
            }
            TokenTree::Punct(_) | TokenTree::Group(_) => return None,
        };
        self.next();
        Some((atom, span))
    }

    fn path(&mut self) -> TokenStream {
        let mut path = Vec::new();
        while let Some(token) = self.peek(0) {
            match token {
                TokenTree::Ident(_) => (),
                TokenTree::Punct(punct) if punct.as_char() == ':' => (),
                _ => break,
            }
            path.extend(self.next());
        }
        path.into_iter().collect()
    }

    fn generics(&mut self) -> TokenStream {
        self.next();
        let mut inner = Vec::new();
        let mut depth = 1_usize;
        while let Some(token) = self.next() {
            if let TokenTree::Punct(punct) = &token {
                match punct.as_char() {
                    '<' => depth += 1,
                    '>' => depth -= 1,
                    _ => (),
                }
            }
            if depth == 0 {
                break;
            }
            inner.push(token);
        }
        inner.into_iter().collect()
    }

    fn list(&mut self, node: &Node, group: &Group) -> List {
        let found = match group.delimiter() {
            Delimiter::Bracket => Some("square brackets"),
            Delimiter::Brace => Some("braces"),
            Delimiter::Parenthesis | Delimiter::None => None,
        };
        if let Some(found) = found {
            let mistake = SyntaxError::Brackets {
                key: node.written(),
                found,
                inner: brief(&group.stream()),
            };
            self.sink.push(group.span(), mistake);
        }
        List {
            nodes: parse_entries(group.stream(), self.sink),
            span: group.span(),
        }
    }
}

/// A short list as it was written, a long one as dots. Strings may be secret.
fn brief(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    if text.len() > 40 || text.contains('"') {
        "...".to_owned()
    } else {
        text
    }
}

/// A token as it was written; of strings only that they are strings.
fn shown(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Parenthesis => "(".to_owned(),
            Delimiter::Bracket => "[".to_owned(),
            Delimiter::Brace | Delimiter::None => "{".to_owned(),
        },
        TokenTree::Literal(literal) if literal.to_string().contains('"') => "\"...\"".to_owned(),
        other => other.to_string(),
    }
}

fn literal_atom(literal: Literal) -> Option<Atom> {
    match Lit::new(literal) {
        Lit::Str(text) => Some(Atom::Str(text.value())),
        Lit::Int(int) => Some(Atom::Int(
            int.base10_digits().to_owned(),
            int.suffix().to_owned(),
        )),
        Lit::Float(float) => Some(Atom::Float(float.token().to_string())),
        _ => None,
    }
}
