//! A body under construction, field by field, each where its declaration has it.

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};
use oauth_runtime::spec::{AnswerSpec, Check, Expect, Field, Format, Source};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::Answer;
use crate::template::plain;

pub(crate) struct Document {
    root: Value,
    headers: HeaderMap,
    /// The one value that is the whole body.
    whole: Option<Value>,
}

impl Document {
    pub(crate) fn new() -> Self {
        Self::from(Value::Object(Map::new()))
    }

    pub(crate) fn from(root: Value) -> Self {
        Self {
            root,
            headers: HeaderMap::new(),
            whole: None,
        }
    }

    /// Puts a field at the first of its declared places, or under its RFC name.
    pub(crate) fn field(&mut self, rules: &AnswerSpec, field: Field, value: Value) {
        match rules.sources(field).map(<[Source]>::first) {
            Some(Some(source)) => self.set(*source, value),
            Some(None) => (),
            None if field.name().is_empty() => (),
            None => put(&mut self.root, &[field.name()], value),
        }
    }

    /// Puts a value under a path.
    pub(crate) fn put(&mut self, path: &[&str], value: Value) {
        put(&mut self.root, path, value);
    }

    pub(crate) fn set(&mut self, source: Source, value: Value) {
        match source {
            Source::Path(steps) => put(&mut self.root, steps, value),
            Source::Body => self.whole = Some(value),
            Source::Header(name) => {
                let name = name.parse::<HeaderName>();
                if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&plain(&value))) {
                    self.headers.insert(name, value);
                }
            }
            Source::Cookie(name) => {
                let line = format!("{name}={}; Path=/; HttpOnly", plain(&value));
                if let Ok(line) = HeaderValue::from_str(&line) {
                    self.headers.append(SET_COOKIE, line);
                }
            }
            _ => (),
        }
    }

    /// The body as it is.
    pub(crate) fn into_root(self) -> Value {
        self.whole.unwrap_or(self.root)
    }

    /// Whether the body is no object, so that no field can be added.
    pub(crate) fn is_list(&self) -> bool {
        !self.root.is_object()
    }

    fn get(&self, source: Source) -> Option<String> {
        let found = match source {
            Source::Path(steps) => steps.iter().try_fold(&self.root, |here, step| match here {
                Value::Array(items) => items.get(step.parse::<usize>().ok()?),
                other => other.get(step),
            })?,
            Source::Body => self.whole.as_ref().unwrap_or(&self.root),
            Source::Header(name) => {
                return self.headers.get(name)?.to_str().ok().map(str::to_owned);
            }
            _ => return None,
        };
        (!found.is_null()).then(|| plain(found))
    }

    fn holds(&self, check: &Check) -> bool {
        let found = self.get(check.source);
        match check.expect {
            Expect::OneOf(texts) => found.is_some_and(|text| texts.contains(&text.as_str())),
            Expect::Absent => found.is_none(),
            Expect::Present => found.is_some(),
            _ => true,
        }
    }

    /// Makes a declared test hold, or not.
    pub(crate) fn decide(&mut self, check: Option<&Check>, holds: bool) {
        let Some(check) = check else { return };
        // A failed test is told: a flag that is false, not one that is missing.
        let told = !matches!(check.expect, Expect::OneOf(_)) || self.get(check.source).is_some();
        if self.holds(check) == holds && (holds || told) {
            return;
        }
        let value = match (check.expect, holds) {
            (Expect::OneOf(texts), true) => typed(texts.first().copied().unwrap_or_default()),
            (Expect::OneOf(texts), false) => opposite(texts.first().copied().unwrap_or_default()),
            (Expect::Present, true) | (Expect::Absent, false) => Value::Bool(true),
            _ => Value::Null,
        };
        self.set(check.source, value);
    }

    /// Lets a declared sign of trouble not hold. It is told of no other value: the
    /// same field can be one of those that hold an error.
    pub(crate) fn avoid(&mut self, check: Option<&Check>) {
        let Some(check) = check.filter(|check| self.holds(check)) else {
            return;
        };
        let value = match check.expect {
            Expect::Absent => Value::Bool(true),
            _ => Value::Null,
        };
        self.set(check.source, value);
    }

    pub(crate) fn finish(self, rules: &AnswerSpec, status: u16) -> Answer {
        let whole = self.whole;
        let (content_type, body) = match (rules.format, whole) {
            (Format::Text, Some(value)) => ("text/plain; charset=utf-8", plain(&value)),
            (Format::Xml, _) => ("application/xml", crate::xml::write(&self.root)),
            (Format::Form, _) => ("application/x-www-form-urlencoded", form(&self.root)),
            (_, Some(value)) => ("application/json", value.to_string()),
            (_, None) => ("application/json", self.root.to_string()),
        };
        let mut answer = Answer::new(status, content_type, body);
        answer.headers.extend(self.headers);
        answer
    }
}

/// A declared text as the JSON value that it most likely is.
fn typed(text: &str) -> Value {
    match serde_json::from_str::<Value>(text) {
        Ok(value) if value.is_boolean() || value.is_number() => value,
        _ => text.into(),
    }
}

fn opposite(text: &str) -> Value {
    match typed(text) {
        Value::Bool(truth) => Value::Bool(!truth),
        Value::Number(number) if number.as_i64() == Some(0) => 1.into(),
        Value::Number(_) => 0.into(),
        _ => "error".into(),
    }
}

/// Puts a value under a path; a step that is a number makes an array.
pub(super) fn put(here: &mut Value, steps: &[&str], value: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *here = value;
        return;
    };
    let index = step.parse::<usize>().ok().filter(|at| *at < 16);
    let is_empty = match &*here {
        Value::Object(fields) => fields.is_empty(),
        Value::Array(_) => false,
        _ => true,
    };
    if is_empty {
        *here = match index {
            Some(_) => Value::Array(Vec::new()),
            None => Value::Object(Map::new()),
        };
    }
    match (here, index) {
        (Value::Array(items), Some(at)) => {
            if items.len() <= at {
                items.resize(at + 1, Value::Null);
            }
            if let Some(item) = items.get_mut(at) {
                put(item, rest, value);
            }
        }
        (Value::Object(fields), _) => {
            put(
                fields.entry((*step).to_owned()).or_insert(Value::Null),
                rest,
                value,
            );
        }
        _ => (),
    }
}

const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

/// The top level as `application/x-www-form-urlencoded`.
pub(crate) fn form(root: &Value) -> String {
    let encoded = |text: &str| {
        utf8_percent_encode(text, FORM)
            .to_string()
            .replace(' ', "+")
    };
    let fields = root.as_object().into_iter().flatten();
    fields
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| format!("{}={}", encoded(key), encoded(&plain(value))))
        .collect::<Vec<_>>()
        .join("&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_make_objects_and_arrays() {
        let mut root = json!({});
        put(&mut root, &["data", "0", "token"], json!("t"));
        put(&mut root, &["data", "0", "more"], json!(1));
        put(&mut root, &["ok"], json!(true));
        assert_eq!(
            root,
            json!({"data": [{"token": "t", "more": 1}], "ok": true})
        );
        let mut root = json!({});
        put(&mut root, &["1"], json!("t"));
        assert_eq!(root, json!([null, "t"]));
    }

    #[test]
    fn declared_tests_are_made_to_hold_and_to_fail() {
        let check = |expect| Check {
            source: Source::Path(&["meta", "status"]),
            expect,
        };
        for (expect, good, bad) in [
            (
                Expect::OneOf(&["ok"]),
                json!({"meta": {"status": "ok"}}),
                json!({"meta": {"status": "error"}}),
            ),
            (
                Expect::OneOf(&["true"]),
                json!({"meta": {"status": true}}),
                json!({"meta": {"status": false}}),
            ),
            (
                Expect::OneOf(&["0"]),
                json!({"meta": {"status": 0}}),
                json!({"meta": {"status": 1}}),
            ),
        ] {
            let check = check(expect);
            let mut document = Document::new();
            document.decide(Some(&check), true);
            assert_eq!(document.root, good);
            document.decide(Some(&check), false);
            assert_eq!(document.root, bad);
        }
        let mut document = Document::new();
        document.decide(Some(&check(Expect::Absent)), false);
        assert!(!document.holds(&check(Expect::Absent)));
    }

    #[test]
    fn a_sign_of_trouble_is_taken_out_and_no_other_put_in() {
        for (expect, before, after) in [
            (Expect::OneOf(&["locked"]), json!({}), json!({})),
            (Expect::Present, json!({}), json!({})),
            (
                Expect::OneOf(&["locked"]),
                json!({"status": "locked"}),
                json!({"status": null}),
            ),
            (
                Expect::Present,
                json!({"status": "any"}),
                json!({"status": null}),
            ),
            (Expect::Absent, json!({}), json!({"status": true})),
        ] {
            let check = Check {
                source: Source::Path(&["status"]),
                expect,
            };
            let mut document = Document::from(before);
            document.avoid(Some(&check));
            assert_eq!(document.root, after);
        }
    }
}
