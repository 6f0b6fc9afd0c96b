//! A JSON body that keeps the order of its parameters.

use super::inputs::Inputs;
use super::template::{Unfilled, fill};
use crate::error::{Code, Error};
use crate::spec::{ProviderSpec, ValueSpec};

enum Node {
    /// A finished JSON value.
    Leaf(String),
    Object(Vec<(String, Node)>),
}

/// The root object of a body.
#[derive(Default)]
pub(super) struct JsonBody(Vec<(String, Node)>);

impl JsonBody {
    /// Sets a value; a name that starts with `/` is a path into nested objects.
    pub(super) fn set(&mut self, name: &str, json: String) -> Result<(), Error> {
        match name.strip_prefix('/') {
            Some(path) => insert(&mut self.0, path, json),
            None => insert_key(&mut self.0, name, Node::Leaf(json)),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn write(&self) -> String {
        let mut out = String::with_capacity(256);
        write_object(&mut out, &self.0);
        out
    }
}

fn insert(object: &mut Vec<(String, Node)>, path: &str, json: String) -> Result<(), Error> {
    let Some((key, rest)) = path.split_once('/') else {
        return insert_key(object, path, Node::Leaf(json));
    };
    if !object.iter().any(|(name, _)| name == key) {
        object.push((key.to_owned(), Node::Object(Vec::new())));
    }
    match object.iter_mut().find(|(name, _)| name == key) {
        Some((_, Node::Object(inner))) => insert(inner, rest, json),
        _ => Err(taken(key)),
    }
}

fn insert_key(object: &mut Vec<(String, Node)>, key: &str, node: Node) -> Result<(), Error> {
    if object.iter().any(|(name, _)| name == key) {
        return Err(taken(key));
    }
    object.push((key.to_owned(), node));
    Ok(())
}

fn taken(key: &str) -> Error {
    Error::new(
        Code::InputRefused,
        format!(
            "two parameters of the JSON body are called `{}`",
            key.escape_default()
        ),
    )
}

fn write_object(out: &mut String, object: &[(String, Node)]) {
    out.push('{');
    for (at, (key, node)) in object.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push_str(&quoted(key));
        out.push(':');
        match node {
            Node::Leaf(json) => out.push_str(json),
            Node::Object(inner) => write_object(out, inner),
        }
    }
    out.push('}');
}

/// A text as a JSON string.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A declared value as JSON. `None` when a variable in it is unset.
pub(super) fn declared(
    spec: &'static ProviderSpec,
    value: &ValueSpec,
    inputs: &Inputs<'_>,
) -> Result<Option<String>, Error> {
    Ok(Some(match value {
        ValueSpec::Text(parts) => match fill(spec, parts, inputs) {
            Ok(text) => quoted(&text),
            Err(Unfilled::Unset(_)) => return Ok(None),
            Err(unfilled) => return Err(unfilled.into_error()),
        },
        ValueSpec::Number(number) => (*number).to_owned(),
        ValueSpec::Bool(truth) => truth.to_string(),
        ValueSpec::Object(fields) => {
            let mut object = Vec::new();
            for (key, value) in *fields {
                if let Some(json) = declared(spec, value, inputs)? {
                    object.push(((*key).to_owned(), Node::Leaf(json)));
                }
            }
            let mut out = String::new();
            write_object(&mut out, &object);
            out
        }
        ValueSpec::Array(values) => {
            let mut items = Vec::new();
            for value in *values {
                items.extend(declared(spec, value, inputs)?);
            }
            format!("[{}]", items.join(","))
        }
    }))
}
