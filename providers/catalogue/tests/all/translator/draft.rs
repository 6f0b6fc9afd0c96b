//! A request with templates in it, and what it becomes.

use super::jwt::Jwt;
use super::node::Node;
use super::request::{ASSERTION, Body, Pair, Request};
use super::row::Row;
use super::template;
use super::values::Values;

/// A request whose values are templates.
pub(crate) struct Draft<'a> {
    pub(crate) row: &'a Row,
    pub(crate) call: String,
    pub(crate) method: String,
    /// Template of the URL, and the one that is used when a variable is unset.
    pub(crate) urls: Vec<String>,
    /// Always in the query.
    pub(crate) query: Vec<(String, Node)>,
    /// Where `format` says.
    pub(crate) params: Vec<(String, Node)>,
    /// `form`, `json`, `query`, `xml`, `none`.
    pub(crate) format: String,
    /// Names and templates.
    pub(crate) headers: Vec<(String, String)>,
}

/// How the table's `sorted_params` are joined: between name and value, between pairs,
/// and what is left out. The table does not say; the vendors' documents do.
const SORTED: &[(&str, &str, &str, &[&str])] = &[
    ("alipay", "=", "&", &[]),
    ("aliexpress", "", "", &[]),
    ("odnoklassniki", "=", "", &["access_token"]),
    ("tiktok-shop", "", "", &["access_token"]),
];

impl<'a> Draft<'a> {
    pub(crate) fn new(row: &'a Row, call: &str, method: &str, urls: &[Option<&str>]) -> Self {
        Self {
            row,
            call: call.to_owned(),
            method: method.to_owned(),
            urls: urls.iter().flatten().map(|url| (*url).to_owned()).collect(),
            query: Vec::new(),
            params: Vec::new(),
            format: "form".to_owned(),
            headers: vec![("accept".to_owned(), "application/json".to_owned())],
        }
    }

    /// Adds a parameter, or gives one of the same name another value.
    pub(crate) fn param(&mut self, name: &str, value: Node) {
        put(&mut self.params, name, value);
    }

    pub(crate) fn text(&mut self, name: &str, template: &str) {
        self.param(name, Node::text(template));
    }

    pub(crate) fn header(&mut self, name: &str, template: &str) {
        let name = name.to_ascii_lowercase();
        self.headers.retain(|(other, _)| *other != name);
        self.headers.push((name, template.to_owned()));
    }

    /// The request. `None` when no URL has all its values.
    pub(crate) fn finish(mut self, values: &Values) -> Option<Request> {
        let mut values = values.clone();
        let url = self
            .urls
            .iter()
            .find_map(|url| template::url(url, &values))?;
        let mut request = Request::new(&self.call, &self.method, &url);
        let path = request.url.split_once("://").and_then(|(_, rest)| {
            let at = rest.find('/')?;
            Some(rest[at..].to_owned())
        });
        values.set("path", &path.unwrap_or_else(|| "/".to_owned()));
        values.set("token_url", &request.url);
        let by_access = self.call == "refresh" && self.row.at("refresh_uses").is_some();
        request.ordered = !by_access && !self.row.is("mode", "two_step");
        request.jwt = Jwt::new(self.row, &values);
        values.set("assertion", ASSERTION);

        let mut query = std::mem::take(&mut self.query);
        let mut params = std::mem::take(&mut self.params);
        if self.format == "query" {
            query.append(&mut params);
        }
        let known = |node: &Node, values: &Values| {
            node.map_text(&mut |text| template::expand(text, values))
        };
        let late = |(_, value): &&(String, Node)| names(value, "sorted_params");
        let early: Vec<(String, String)> = query
            .iter()
            .chain(&params)
            .filter(|pair| !late(pair))
            .filter_map(|(name, value)| Some((name.clone(), known(value, &values)?.scalar()?)))
            .collect();
        let fixed = request.query.iter();
        let fixed = fixed.map(|pair| (pair.name.clone(), pair.value.clone()));
        let sorted = self.sorted(fixed.chain(early).collect());
        values.set("sorted_params", &sorted);

        let fill = |pairs: Vec<(String, Node)>, values: &Values| -> Vec<(String, Node)> {
            pairs
                .into_iter()
                .filter_map(|(name, value)| Some((name, known(&value, values)?)))
                .collect()
        };
        let params = fill(params, &values);
        let texts = |pairs: &[(String, Node)]| -> Vec<(String, String)> {
            pairs
                .iter()
                .filter_map(|(name, value)| Some((name.clone(), value.scalar()?)))
                .collect()
        };
        request.body = match self.format.as_str() {
            "json" => Body::Json(Node::Map(params)),
            "xml" => Body::Xml(Node::Map(params)),
            "form" if !params.is_empty() => Body::Form(texts(&params)),
            _ => Body::None,
        };
        let content_type = match &request.body {
            Body::Form(_) => Some("application/x-www-form-urlencoded"),
            Body::Json(Node::Map(members)) if !members.is_empty() => Some("application/json"),
            Body::Xml(_) => Some("application/xml"),
            _ => None,
        };
        if let Some(content_type) = content_type {
            request.header("content-type", content_type);
        }
        values.set("body", &request.body.bytes());
        for (name, value) in texts(&fill(query, &values)) {
            request.query.push(Pair::new(&name, &value));
        }
        let empty = request.body.bytes().is_empty() || request.body.bytes() == "{}";
        for (name, text) in &self.headers {
            // It describes a body (RFC 9110 §8.3), so without one it says nothing.
            if empty && name == "content-type" {
                continue;
            }
            if let Some(text) = template::expand(text, &values) {
                request.header(name, &text);
            }
        }
        Some(request)
    }

    fn sorted(&self, mut pairs: Vec<(String, String)>) -> String {
        let own = SORTED.iter().find(|own| own.0 == self.row.id());
        let Some((_, between, after, without)) = own else {
            return String::new();
        };
        pairs.retain(|(name, _)| !without.contains(&name.as_str()));
        pairs.sort();
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}{between}{value}"))
            .collect();
        pairs.join(after)
    }
}

/// Sets the parameter of this name, at its place if there is one.
pub(crate) fn put(pairs: &mut Vec<(String, Node)>, name: &str, value: Node) {
    match pairs.iter_mut().find(|(other, _)| other == name) {
        Some(pair) => pair.1 = value,
        None => pairs.push((name.to_owned(), value)),
    }
}

fn names(node: &Node, word: &str) -> bool {
    node.to_string().contains(word)
}
