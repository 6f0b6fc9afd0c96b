//! XML answers as the tree that JSON answers are read into.
//!
//! An element is an object of its elements and attributes by their local names,
//! attributes with `@` in front; one that holds text alone is that text, and
//! elements of one name are an array. Document types are refused, so that no
//! entity is ever expanded.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::document::Document;
use super::read::XML_TEXT;

/// As deep as a token answer can be with good reason.
const DEEPEST: usize = 64;

const BROKEN: &str = "not well-formed XML";

/// An element on its way.
struct Open<'a> {
    name: String,
    fields: Vec<(Cow<'a, str>, Document<'a>)>,
    text: String,
}

/// Reads a document. What is wrong is told in words that hold nothing of it.
pub(super) fn parse(body: &str) -> Result<Document<'_>, &'static str> {
    let mut reader = Reader::from_str(body);
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut root: Option<(Cow<'_, str>, Document<'_>)> = None;
    loop {
        let event = reader.read_event().map_err(|_| BROKEN)?;
        let closed = match event {
            Event::Start(start) => {
                if open.len() >= DEEPEST {
                    return Err("XML that nests too deep");
                }
                open.push(begin(&start)?);
                None
            }
            Event::Empty(start) => Some(begin(&start)?),
            Event::End(_) => Some(open.pop().ok_or(BROKEN)?),
            Event::Text(text) => {
                add_text(&mut open, &text.xml10_content())?;
                None
            }
            Event::CData(text) => {
                add_text(&mut open, &text.xml10_content())?;
                None
            }
            Event::GeneralRef(reference) => {
                let own = reference.resolve_char_ref().map_err(|_| BROKEN)?;
                match own {
                    Some(c) => add_text(&mut open, c.encode_utf8(&mut [0; 4]))?,
                    None => {
                        let name = reference.xml10_content();
                        let text = resolve_predefined_entity(&name)
                            .ok_or("XML with an entity of its own")?;
                        add_text(&mut open, text)?;
                    }
                }
                None
            }
            Event::DocType(_) => return Err("XML with a document type"),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
            Event::Eof => break,
        };
        let Some(element) = closed else {
            continue;
        };
        let (name, value) = finish(element);
        match open.last_mut() {
            Some(parent) => add(&mut parent.fields, name, value),
            None if root.is_none() => root = Some((name, value)),
            None => return Err("XML with two roots"),
        }
    }
    match root {
        Some(root) if open.is_empty() => Ok(Document::Object(vec![root])),
        _ => Err(BROKEN),
    }
}

fn begin<'a>(start: &BytesStart<'_>) -> Result<Open<'a>, &'static str> {
    let mut fields = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| BROKEN)?;
        // What declares a namespace is no attribute (Namespaces in XML §3).
        if attribute.key.as_namespace_binding().is_some() {
            continue;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|_| BROKEN)?;
        let name = format!("@{}", attribute.key.local_name().as_ref());
        let value = Document::Text(Cow::Owned(value.into_owned()));
        fields.push((Cow::Owned(name), value));
    }
    Ok(Open {
        name: start.local_name().as_ref().to_owned(),
        fields,
        text: String::new(),
    })
}

fn add_text(open: &mut [Open<'_>], text: &str) -> Result<(), &'static str> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => (),
        None => return Err(BROKEN),
    }
    Ok(())
}

fn finish(element: Open<'_>) -> (Cow<'_, str>, Document<'_>) {
    let Open {
        name,
        mut fields,
        text,
    } = element;
    let text = text.trim();
    let value = match (fields.is_empty(), text.is_empty()) {
        (true, _) => Document::Text(Cow::Owned(text.to_owned())),
        (false, true) => Document::Object(fields),
        (false, false) => {
            let text = Document::Text(Cow::Owned(text.to_owned()));
            fields.push((Cow::Borrowed(XML_TEXT), text));
            Document::Object(fields)
        }
    };
    (Cow::Owned(name), value)
}

/// A second element of a name makes an array of the two.
fn add<'a>(
    fields: &mut Vec<(Cow<'a, str>, Document<'a>)>,
    name: Cow<'a, str>,
    value: Document<'a>,
) {
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some((_, Document::Array(items))) => items.push(value),
        Some((_, first)) => {
            let before = std::mem::replace(first, Document::Null);
            *first = Document::Array(vec![before, value]);
        }
        None => fields.push((name, value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'d>(document: &'d Document<'_>, path: &[&str]) -> Option<Cow<'d, str>> {
        document.at(path).unwrap()?.text()
    }

    #[test]
    fn elements_attributes_and_references_are_read() {
        let body = "<?xml version=\"1.0\"?>\n<!-- c --><s:r xmlns:s=\"urn:x\"><a t=\"1&amp;2\">x &lt;&#33;<![CDATA[<&]]> </a><b/><c>1</c><c>2</c></s:r>";
        let document = parse(body).unwrap();
        assert_eq!(
            at(&document, &["r", "a", "#text"]).as_deref(),
            Some("x <!<&")
        );
        assert_eq!(at(&document, &["r", "a", "@t"]).as_deref(), Some("1&2"));
        assert_eq!(at(&document, &["r", "b"]).as_deref(), Some(""));
        assert_eq!(at(&document, &["r", "c", "1"]).as_deref(), Some("2"));
        assert_eq!(at(&document, &["r", "c"]), None);
    }

    #[test]
    fn what_is_no_plain_document_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(65), "</a>".repeat(65));
        for body in [
            "",
            "text",
            "<a>",
            "<a></b>",
            "</a>",
            "<a/><b/>",
            "<a/>text",
            "<a>&unknown;</a>",
            "<a b=\"1\" b=\"2\"/>",
            "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
            &deep,
        ] {
            assert!(parse(body).is_err(), "{body}");
        }
    }
}
