//! A request as it came, before any rule is applied.

use std::collections::HashSet;

use http::HeaderMap;
use http::request::Parts;
use oauth_runtime::spec::{Bearer, Place};
use oauth_runtime::wire::judge::Document;
use serde_json::{Map, Value};

use crate::setup::Setup;
use crate::template::Scene;

/// A parameter of a query or a form.
#[derive(Clone)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The value as it was encoded.
    pub(crate) raw: String,
}

impl Pair {
    /// The value, where a `+` is a plus.
    pub(crate) fn with_plus(&self) -> String {
        percent_encoding::percent_decode_str(&self.raw)
            .decode_utf8_lossy()
            .into_owned()
    }
}

/// What the body is, judged by its content.
#[derive(Clone)]
pub(crate) enum Body {
    Empty,
    Form(Vec<Pair>),
    Json(Value),
    Xml(Value),
    Other,
}

#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<Pair>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
    /// The body as it came; empty where it is no text.
    pub(crate) text: String,
    /// What the request tells of itself, where its call is signed.
    pub(crate) scene: Scene,
    /// Why the request is no request: a parameter that stands twice, or broken encoding.
    pub(crate) broken: Option<String>,
}

impl Request {
    pub(crate) fn new(parts: Parts, body: &[u8]) -> Self {
        let mut broken = None;
        let query = pairs(parts.uri.query().unwrap_or_default(), &mut broken);
        let text = std::str::from_utf8(body).unwrap_or_default().to_owned();
        let body = read_body(body, &mut broken);
        if let Some(name) = twice(&query) {
            broken = Some(format!(
                "`{}` stands twice in the query",
                name.escape_default()
            ));
        }
        if let Body::Form(form) = &body
            && let Some(name) = twice(form)
        {
            broken = Some(format!(
                "`{}` stands twice in the form",
                name.escape_default()
            ));
        }
        Self {
            method: parts.method.as_str().to_owned(),
            path: parts.uri.path().to_owned(),
            query,
            headers: parts.headers,
            body,
            text,
            scene: Scene::default(),
            broken,
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn form(&self, name: &str) -> Option<&str> {
        let Body::Form(pairs) = &self.body else {
            return None;
        };
        pairs
            .iter()
            .find(|pair| pair.name == name)
            .map(|pair| pair.value.as_str())
    }

    pub(crate) fn query_pair(&self, name: &str) -> Option<&Pair> {
        self.query.iter().find(|pair| pair.name == name)
    }

    /// The value of a parameter in its place.
    pub(crate) fn value(&self, setup: &Setup, place: Place, name: &str) -> Option<Value> {
        let text = |text: &str| Some(Value::from(text));
        match place {
            Place::Query => text(&self.query_pair(name)?.value),
            Place::Form => text(self.form(name)?),
            Place::Header => text(self.header(name)?),
            Place::Json => match &self.body {
                Body::Json(root) => root.pointer(&pointer(name)).cloned(),
                _ => None,
            },
            Place::Xml => match &self.body {
                Body::Xml(root) => root.pointer(&pointer(name)).cloned(),
                _ => None,
            },
            Place::Bearer => setup
                .bearers_beside()
                .iter()
                .find_map(|bearer| self.bearer(bearer))
                .map(Value::from),
            _ => None,
        }
    }

    /// The value of a parameter in its place, as text; an access token is none.
    pub(crate) fn plain(&self, place: Place, name: &str) -> Option<String> {
        match place {
            Place::Query => Some(self.query_pair(name)?.value.clone()),
            Place::Form => self.form(name).map(str::to_owned),
            Place::Header => self.header(name).map(str::to_owned),
            _ => {
                let (Body::Json(root) | Body::Xml(root)) = &self.body else {
                    return None;
                };
                root.pointer(&pointer(name)).map(crate::template::plain)
            }
        }
    }

    /// As [`Request::value`], written out as text.
    pub(crate) fn text(&self, setup: &Setup, place: Place, name: &str) -> Option<String> {
        self.value(setup, place, name)
            .map(|value| crate::template::plain(&value))
    }

    /// The access token, when it travels in this form.
    pub(crate) fn bearer(&self, form: &Bearer) -> Option<String> {
        match form {
            Bearer::Authorization { scheme: "" } => {
                let value = self.header("authorization")?;
                (!value.contains(' ')).then(|| value.to_owned())
            }
            Bearer::Authorization { scheme } => {
                let value = self.header("authorization")?;
                let token = value.strip_prefix(scheme)?.strip_prefix(' ')?;
                Some(token.to_owned())
            }
            Bearer::Header { name } => self.header(name).map(str::to_owned),
            Bearer::Query { name } => Some(self.query_pair(name)?.value.clone()),
            Bearer::Cookie { name } => self.cookie(name).map(str::to_owned),
            _ => None,
        }
    }

    fn cookie(&self, name: &str) -> Option<&str> {
        self.header("cookie")?
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
    }
}

/// The JSON pointer (RFC 6901) of a declared name.
pub(crate) fn pointer(name: &str) -> String {
    match name.starts_with('/') {
        true => name.to_owned(),
        false => format!("/{}", name.replace('~', "~0").replace('/', "~1")),
    }
}

/// A token can be for several services (RFC 8707 §2, RFC 8693 §2.1).
const SEVERAL: [&str; 2] = ["resource", "audience"];

fn twice(pairs: &[Pair]) -> Option<&str> {
    let mut seen = HashSet::new();
    pairs
        .iter()
        .map(|pair| pair.name.as_str())
        .filter(|name| !SEVERAL.contains(name))
        .find(|name| !seen.insert(*name))
}

fn pairs(text: &str, broken: &mut Option<String>) -> Vec<Pair> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, raw) = pair.split_once('=').unwrap_or((pair, ""));
            Pair {
                name: decode(name, broken),
                value: decode(raw, broken),
                raw: raw.to_owned(),
            }
        })
        .collect()
}

/// Decodes `application/x-www-form-urlencoded` (RFC 6749 appendix B).
fn decode(text: &str, broken: &mut Option<String>) -> String {
    let spaced = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&spaced).decode_utf8();
    match decoded {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => {
            *broken = Some("a parameter is not UTF-8 text".into());
            String::new()
        }
    }
}

fn read_body(body: &[u8], broken: &mut Option<String>) -> Body {
    let Ok(text) = std::str::from_utf8(body) else {
        return Body::Other;
    };
    if text.is_empty() {
        return Body::Empty;
    }
    if text.trim_start().starts_with('{') {
        let Ok(document) = serde_json::from_str::<Document<'_>>(text) else {
            return Body::Other;
        };
        return Body::Json(tree(&document, broken));
    }
    if text.trim_start().starts_with('<') {
        return crate::xml::read(text).map_or(Body::Other, Body::Xml);
    }
    match text.contains('=') && !text.contains(char::is_whitespace) {
        true => Body::Form(pairs(text, broken)),
        false => Body::Other,
    }
}

fn tree(document: &Document<'_>, broken: &mut Option<String>) -> Value {
    match document {
        Document::Bool(truth) => (*truth).into(),
        Document::Number(number) => Value::Number(number.clone()),
        Document::Text(text) => Value::from(&**text),
        Document::Array(items) => items.iter().map(|item| tree(item, broken)).collect(),
        Document::Object(fields) => {
            let mut map = Map::new();
            for (key, value) in fields {
                if map.insert(key.to_string(), tree(value, broken)).is_some() {
                    *broken = Some(format!(
                        "`{}` stands twice in the JSON body",
                        key.escape_default()
                    ));
                }
            }
            Value::Object(map)
        }
        _ => Value::Null,
    }
}
