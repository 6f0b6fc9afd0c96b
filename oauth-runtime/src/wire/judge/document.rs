//! An answer's body as a tree of borrowed values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// A parsed body. Texts borrow from the body where they hold no escapes.
///
/// Unlike [`serde_json::Value`] it keeps a key that stands twice, so that a
/// look-up can refuse it.
#[derive(Clone)]
#[non_exhaustive]
pub enum Document<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number
    Number(Number),
    /// A text
    Text(Cow<'a, str>),
    /// An array
    Array(Vec<Document<'a>>),
    /// An object, in the order of the body
    Object(Vec<(Cow<'a, str>, Document<'a>)>),
}

/// A key that stands twice in an object, or in two spellings that differ by case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Duplicate(pub(super) String);

impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({})", self.kind())
    }
}

impl<'a> Document<'a> {
    /// The JSON type's name, for messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// The value under a path of keys and indices.
    pub(super) fn at(&self, path: &[&str]) -> Result<Option<&Document<'a>>, Duplicate> {
        let mut here = self;
        for step in path {
            let next = match here {
                Self::Object(fields) => unique(fields, step)?,
                Self::Array(items) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
                _ => None,
            };
            match next {
                Some(next) => here = next,
                None => return Ok(None),
            }
        }
        Ok(Some(here))
    }

    /// The value as text: a text itself, a number or a truth value written out.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(text)),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Bool(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
            _ => None,
        }
    }

    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(truth) => Value::Bool(*truth),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::Array(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Self::Object(fields) => Value::Object(
                fields
                    .iter()
                    .map(|(key, value)| (key.clone().into_owned(), value.to_value()))
                    .collect(),
            ),
        }
    }

    /// The path of the first field with this name, anywhere in the tree and in
    /// any spelling: `accessToken`.
    pub(super) fn find(&self, name: &str) -> Option<String> {
        match self {
            Self::Object(fields) => fields.iter().find_map(|(key, value)| {
                if same_letters(key, name) && value.text().is_some_and(|text| !text.is_empty()) {
                    return Some(format!("/{key}"));
                }
                value.find(name).map(|path| format!("/{key}{path}"))
            }),
            Self::Array(items) => items
                .iter()
                .enumerate()
                .find_map(|(at, item)| item.find(name).map(|path| format!("/{at}{path}"))),
            _ => None,
        }
    }

    /// The fields of the top level that `claimed` does not know.
    pub(super) fn remainder(&self, claimed: impl Fn(&str) -> bool) -> Map<String, Value> {
        match self {
            Self::Object(fields) => fields
                .iter()
                .filter(|(key, _)| !claimed(key))
                .map(|(key, value)| (key.clone().into_owned(), value.to_value()))
                .collect(),
            _ => Map::new(),
        }
    }
}

/// Whether two names differ by case and separators only.
fn same_letters(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| {
        let kept = name.chars().filter(|c| !matches!(c, '_' | '-'));
        kept.map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    letters(one) == letters(other)
}

fn unique<'d, 'a>(
    fields: &'d [(Cow<'a, str>, Document<'a>)],
    key: &str,
) -> Result<Option<&'d Document<'a>>, Duplicate> {
    let mut found = None;
    let mut spellings = 0;
    for (name, value) in fields {
        let exact = name == key;
        if exact {
            found = Some(value);
        }
        if exact || (name.len() == key.len() && name.eq_ignore_ascii_case(key)) {
            spellings += 1;
        }
    }
    match spellings {
        0 | 1 => Ok(found),
        _ => Err(Duplicate(key.to_owned())),
    }
}

impl<'de> Deserialize<'de> for Document<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Tree)
    }
}

struct Tree;

impl<'de> Visitor<'de> for Tree {
    type Value = Document<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Document::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Document::Bool(truth))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Document::Number(number.into()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Document::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(number).map_or(Document::Null, Document::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Document::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Document::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element()? {
            found.push(item);
        }
        Ok(Document::Array(found))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        // A token answer has four to eight fields.
        let mut found = Vec::with_capacity(8);
        while let Some(Key(key)) = fields.next_key()? {
            found.push((key, fields.next_value()?));
        }
        Ok(Document::Object(found))
    }
}

/// A key that borrows where it can; `Cow`'s own implementation always copies.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}
