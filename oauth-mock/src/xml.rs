//! XML as the tree that JSON has: elements are fields, attributes begin with `@`,
//! elements of one name are an array. No document types, no entities of one's own.

use serde_json::{Map, Value};

/// As deep as a request is with good reason.
const DEEPEST: usize = 64;

/// Reads a document; `None` where it is not well-formed.
pub(crate) fn read(text: &str) -> Option<Value> {
    let mut rest = text.trim_start();
    while let Some(tail) = rest.strip_prefix("<?") {
        rest = tail.split_once("?>")?.1.trim_start();
    }
    let (name, value, rest) = element(rest, 0)?;
    let mut root = Map::new();
    root.insert(name, value);
    rest.trim().is_empty().then_some(Value::Object(root))
}

fn element(text: &str, depth: usize) -> Option<(String, Value, &str)> {
    let (head, mut rest) = text.strip_prefix('<')?.split_once('>')?;
    let (head, is_empty) = match head.strip_suffix('/') {
        Some(head) => (head, true),
        None => (head, false),
    };
    let (name, attributes) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
    if depth > DEEPEST || name.is_empty() || name.starts_with(['!', '/', '?']) {
        return None;
    }
    let mut fields = Map::new();
    let mut attributes = attributes.trim();
    while !attributes.is_empty() {
        let (key, tail) = attributes.split_once('=')?;
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = tail.get(1..)?.split_once(quote)?;
        fields.insert(format!("@{}", key.trim()), unescaped(value)?.into());
        attributes = tail.trim_start();
    }
    let mut content = String::new();
    loop {
        if is_empty {
            break;
        }
        let (before, _) = rest.split_once('<')?;
        content.push_str(&unescaped(before)?);
        rest = rest.get(before.len()..)?;
        if let Some(tail) = rest.strip_prefix("</") {
            let (closed, tail) = tail.split_once('>')?;
            if closed.trim_end() != name {
                return None;
            }
            rest = tail;
            break;
        }
        let (child, value, tail) = element(rest, depth + 1)?;
        add(&mut fields, child, value);
        rest = tail;
    }
    let content = content.trim();
    let value = match (fields.is_empty(), content.is_empty()) {
        (true, _) => content.into(),
        (false, true) => Value::Object(fields),
        (false, false) => {
            fields.insert("#text".to_owned(), content.into());
            Value::Object(fields)
        }
    };
    Some((name.to_owned(), value, rest))
}

fn add(fields: &mut Map<String, Value>, name: String, value: Value) {
    match fields.get_mut(&name) {
        Some(Value::Array(items)) => items.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            fields.insert(name, value);
        }
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => {
                let number = name.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                    None => number.parse().ok()?,
                };
                char::from_u32(code)?
            }
        });
        out.push_str(rest);
    }
    Some(out)
}

/// Writes a tree. A document has one root: the first field that holds others.
pub(crate) fn write(root: &Value) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    let fields = root.as_object();
    let named = fields.and_then(|fields| {
        fields
            .iter()
            .find(|(_, value)| value.is_object())
            .or_else(|| fields.iter().next())
    });
    match named {
        Some((name, value)) => write_element(&mut out, name, value),
        None => out.push_str("<response/>"),
    }
    out
}

fn write_element(out: &mut String, name: &str, value: &Value) {
    match value {
        Value::Null => (),
        Value::Array(items) => items.iter().for_each(|item| write_element(out, name, item)),
        Value::Object(fields) => {
            out.push_str(&format!("<{name}"));
            for (key, value) in fields {
                if let Some(key) = key.strip_prefix('@') {
                    let text = escaped(&crate::template::plain(value));
                    out.push_str(&format!(" {key}=\"{text}\""));
                }
            }
            out.push('>');
            for (key, value) in fields {
                if !key.starts_with('@') {
                    write_element(out, key, value);
                }
            }
            out.push_str(&format!("</{name}>"));
        }
        other => {
            let text = escaped(&crate::template::plain(other));
            out.push_str(&format!("<{name}>{text}</{name}>"));
        }
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn documents_are_read_and_written() {
        let text = "<?xml version=\"1.0\"?>\n<request><control id='7'><a>x &amp; y</a><b/></control>\
                    <f>1</f><f>2</f></request>";
        let tree = json!({"request": {
            "control": {"@id": "7", "a": "x & y", "b": ""},
            "f": ["1", "2"],
        }});
        assert_eq!(read(text), Some(tree.clone()));
        assert_eq!(read(&write(&tree)), Some(tree));
    }

    #[test]
    fn what_is_not_well_formed_is_not_read() {
        for text in [
            "<a>",
            "<a></b>",
            "<a>&own;</a>",
            "<!DOCTYPE a><a/>",
            "<a/><b/>",
            "x",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
