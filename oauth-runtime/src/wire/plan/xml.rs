//! An XML body that keeps the order of its parameters (XML 1.0).

use super::inputs::Inputs;
use super::request::scalar;
use super::template::{Unfilled, fill};
use crate::error::{Code, Error};
use crate::spec::{ProviderSpec, ValueSpec};

pub(super) enum Node {
    Text(String),
    /// What stands in an element; a name that begins with `@` is an attribute.
    Element(Vec<(String, Node)>),
}

impl Node {
    pub(super) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The document: its root, once it has one.
#[derive(Default)]
pub(super) struct XmlBody(Vec<(String, Node)>);

impl XmlBody {
    /// Sets an element; a name that starts with `/` is a path into nested elements.
    pub(super) fn set(&mut self, name: &str, node: Node) -> Result<(), Error> {
        match name.strip_prefix('/') {
            Some(path) => insert(&mut self.0, path, node),
            None => insert_name(&mut self.0, name, node),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn write(&self) -> Result<String, Error> {
        let [(name, node)] = self.0.as_slice() else {
            let names: Vec<_> = self.0.iter().map(|(name, _)| name.as_str()).collect();
            return Err(refused(format!(
                "an XML body has one root element, and this one would have `{}`",
                names.join("`, `").escape_default()
            )));
        };
        let mut out = String::with_capacity(1024);
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        write_element(&mut out, name, node)?;
        Ok(out)
    }
}

fn insert(element: &mut Vec<(String, Node)>, path: &str, node: Node) -> Result<(), Error> {
    let Some((name, rest)) = path.split_once('/') else {
        return insert_name(element, path, node);
    };
    if !element.iter().any(|(known, _)| known == name) {
        element.push((name.to_owned(), Node::Element(Vec::new())));
    }
    match element.iter_mut().find(|(known, _)| known == name) {
        Some((_, Node::Element(inner))) => insert(inner, rest, node),
        _ => Err(refused(format!(
            "two parameters of the XML body are called `{}`",
            name.escape_default()
        ))),
    }
}

/// What a path puts below an element joins what is declared there.
fn insert_name(element: &mut Vec<(String, Node)>, name: &str, node: Node) -> Result<(), Error> {
    let known = element.iter_mut().find(|(known, _)| known == name);
    match (known, node) {
        (Some((_, Node::Element(inner))), Node::Element(more)) => inner.extend(more),
        (_, node) => element.push((name.to_owned(), node)),
    }
    Ok(())
}

fn write_element(out: &mut String, name: &str, node: &Node) -> Result<(), Error> {
    check_name(name)?;
    out.push('<');
    out.push_str(name);
    let children = match node {
        Node::Text(text) if text.is_empty() => {
            out.push_str("/>");
            return Ok(());
        }
        Node::Text(text) => {
            out.push('>');
            escape(out, text, name)?;
            close(out, name);
            return Ok(());
        }
        Node::Element(children) => children,
    };
    for (name, node) in children {
        let (Some(name), Node::Text(text)) = (name.strip_prefix('@'), node) else {
            continue;
        };
        check_name(name)?;
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape(out, text, name)?;
        out.push('"');
    }
    let mut inner = children
        .iter()
        .filter(|(name, _)| !name.starts_with('@'))
        .peekable();
    if inner.peek().is_none() {
        out.push_str("/>");
        return Ok(());
    }
    out.push('>');
    for (name, node) in inner {
        write_element(out, name, node)?;
    }
    close(out, name);
    Ok(())
}

fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Letters, digits and `-_.:` of ASCII, as vendors' schemas have them; the
/// caller's own names are among those that are checked here.
fn check_name(name: &str) -> Result<(), Error> {
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    if begins && name.chars().all(plain) {
        return Ok(());
    }
    Err(refused(format!(
        "`{}` is no name of an XML element",
        name.escape_default()
    )))
}

fn escape(out: &mut String, text: &str, name: &str) -> Result<(), Error> {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A reader would make spaces of them in an attribute, and one line end of two.
            '\t' => out.push_str("&#9;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                return Err(refused(format!(
                    "the value of `{}` holds a character that XML has no form for",
                    name.escape_default()
                )));
            }
            c => out.push(c),
        }
    }
    Ok(())
}

fn refused(text: String) -> Error {
    Error::new(Code::InputRefused, text)
}

/// A declared value as elements; an array is several of one name, and nothing
/// stands for a value with an unset variable in it.
pub(super) fn declared(
    spec: &'static ProviderSpec,
    value: &ValueSpec,
    inputs: &Inputs<'_>,
) -> Result<Vec<Node>, Error> {
    Ok(match value {
        ValueSpec::Text(parts) => match fill(spec, parts, inputs) {
            Ok(text) => vec![Node::text(&text)],
            Err(Unfilled::Unset(_)) => Vec::new(),
            Err(unfilled) => return Err(unfilled.into_error()),
        },
        ValueSpec::Number(_) | ValueSpec::Bool(_) => vec![Node::text(scalar(value))],
        ValueSpec::Object(fields) => {
            let mut element = Vec::new();
            for (name, value) in *fields {
                for node in declared(spec, value, inputs)? {
                    element.push(((*name).to_owned(), node));
                }
            }
            vec![Node::Element(element)]
        }
        ValueSpec::Array(values) => {
            let mut nodes = Vec::new();
            for value in *values {
                nodes.extend(declared(spec, value, inputs)?);
            }
            nodes
        }
    })
}
