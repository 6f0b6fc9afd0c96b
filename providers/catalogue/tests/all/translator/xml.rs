//! Bodies in XML: a member is an element, a member whose name begins with `$` an
//! attribute of the element it stands in.

use super::node::Node;

/// A document with the declaration that XML 1.0 §2.8 asks for.
pub(crate) fn write(root: &Node) -> String {
    let mut out = r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned();
    children(&mut out, root);
    out
}

fn children(out: &mut String, node: &Node) {
    if let Some(text) = node.scalar() {
        out.push_str(&escape(&text));
    }
    for (name, value) in node.members() {
        if name.starts_with('$') {
            continue;
        }
        out.push_str(&format!("<{name}"));
        for (attribute, text) in value.members() {
            if let Some(attribute) = attribute.strip_prefix('$') {
                let text = text.scalar().unwrap_or_default();
                out.push_str(&format!(" {attribute}=\"{}\"", escape(&text)));
            }
        }
        let empty = value.scalar().is_some_and(|text| text.is_empty());
        if empty {
            out.push_str("/>");
            continue;
        }
        out.push('>');
        children(out, value);
        out.push_str(&format!("</{name}>"));
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
