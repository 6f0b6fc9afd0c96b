//! A request as the translator expects it.

use std::collections::{BTreeMap, BTreeSet};

use super::encode;
use super::jwt::Jwt;
use super::node::Node;

/// Stands where a signed assertion belongs, which is never the same twice.
pub(crate) const ASSERTION: &str = "\u{1}assertion\u{1}";

/// An expected request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// Which call it is: `token`, `token.step2`, `learn`.
    pub(crate) call: String,
    pub(crate) method: String,
    /// Up to the query.
    pub(crate) url: String,
    pub(crate) query: Vec<Pair>,
    /// What stands behind the query: `wechat_redirect`.
    pub(crate) fragment: Option<String>,
    /// Lower-case names. Headers that are not here are not compared.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Body,
    /// What the assertion holds, where one is sent.
    pub(crate) jwt: Option<Jwt>,
    /// Whether the order of the parameters is the one of the RFCs. It means nothing to a
    /// server; where no RFC has the request, it is not compared.
    pub(crate) ordered: bool,
    /// Parameters that may be there or not: the facts do not say.
    pub(crate) free: BTreeSet<String>,
}

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) name: String,
    pub(crate) value: String,
    /// Sent as it is.
    pub(crate) raw: bool,
}

/// An expected body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    None,
    Form(Vec<(String, String)>),
    Json(Node),
    Xml(Node),
    /// The facts do not say.
    Unknown,
}

impl Request {
    pub(crate) fn new(call: &str, method: &str, url: &str) -> Self {
        let (url, query) = url.split_once('?').unwrap_or((url, ""));
        let query = query.split('&').filter(|text| !text.is_empty());
        Self {
            call: call.to_owned(),
            method: method.to_owned(),
            url: url.to_owned(),
            query: query
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    Pair::new(&encode::unquery(name), &encode::unquery(value))
                })
                .collect(),
            fragment: None,
            headers: BTreeMap::new(),
            body: Body::None,
            jwt: None,
            ordered: true,
            free: BTreeSet::new(),
        }
    }

    /// The whole URL.
    pub(crate) fn target(&self) -> String {
        let query: Vec<String> = self.query.iter().map(Pair::written).collect();
        let mut out = self.url.clone();
        if !query.is_empty() {
            out.push('?');
            out.push_str(&query.join("&"));
        }
        if let Some(fragment) = &self.fragment {
            out.push('#');
            out.push_str(fragment);
        }
        out
    }

    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let name = name.to_ascii_lowercase();
        self.headers.insert(name, value.to_owned());
    }
}

impl Pair {
    pub(crate) fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            raw: false,
        }
    }

    fn written(&self) -> String {
        let value = match self.raw {
            true => encode::raw(&self.value),
            false => encode::query(&self.value),
        };
        format!("{}={value}", encode::query(&self.name))
    }
}

impl Body {
    /// The bytes on the wire.
    pub(crate) fn bytes(&self) -> String {
        match self {
            Self::None | Self::Unknown => String::new(),
            Self::Form(pairs) => {
                let pairs: Vec<String> = pairs
                    .iter()
                    .map(|(name, value)| format!("{}={}", encode::form(name), encode::form(value)))
                    .collect();
                pairs.join("&")
            }
            Self::Json(node) => node.to_string(),
            Self::Xml(node) => super::xml::write(node),
        }
    }
}
