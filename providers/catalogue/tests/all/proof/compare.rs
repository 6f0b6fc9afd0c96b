//! Two requests, part by part.
//!
//! The order of parameters is compared too, and then the bytes; but not where nothing
//! fixes it: where no RFC has the request (a login call with credentials, a renewal with
//! the access token), where the client signs an assertion, where a parameter is free, and
//! where a row's own parameter is one that the library has a place for (`nonce`).

use oauth_runtime::wire::WireRequest;

use crate::translator::encode;
use crate::translator::node::Node;
use crate::translator::request::{ASSERTION, Body, Request};

/// A request that a client sent.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// One part that differs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Difference {
    /// `token.grant_type`, `api.header.accept`, `authorize.url`.
    pub(crate) part: String,
    pub(crate) expected: String,
    pub(crate) sent: String,
}

impl Sent {
    pub(crate) fn new(request: &WireRequest) -> Self {
        let headers = request.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        Self {
            method: request.method.as_str().to_owned(),
            target: request.url.clone(),
            headers: headers.collect(),
            body: String::from_utf8_lossy(&request.body).into_owned(),
        }
    }

    /// The link that a browser opens.
    pub(crate) fn link(url: &str) -> Self {
        Self {
            method: "GET".to_owned(),
            target: url.to_owned(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target)
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// URL up to the query, and the query's pairs. A route behind `#` belongs to the URL.
    fn url(&self) -> (&str, Vec<(String, String)>) {
        let (url, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let query = query.split('#').next().unwrap_or_default();
        (url, pairs(query, encode::unquery))
    }

    /// The body's parameters, and whether it is JSON.
    fn params(&self) -> (Vec<(String, String)>, bool) {
        match serde_json::from_str::<Node>(&self.body) {
            Ok(Node::Map(members)) => {
                let pairs = members.iter();
                let pairs = pairs.map(|(name, value)| (name.clone(), leaf(value)));
                (pairs.collect(), true)
            }
            _ => (pairs(&self.body, encode::unform), false),
        }
    }
}

fn pairs(text: &str, decode: fn(&str) -> String) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// A text as it is, everything else as JSON, so that `"1"` and `1` differ in JSON.
fn leaf(value: &Node) -> String {
    match value {
        Node::Text(text) => format!("\"{text}\""),
        other => other.to_string(),
    }
}

/// All parts that differ.
pub(crate) fn differences(expected: &Request, sent: &Sent) -> Vec<Difference> {
    let mut found = Differences {
        call: &expected.call,
        list: Vec::new(),
    };
    found.same("method", &expected.method, &sent.method);
    let (url, query) = sent.url();
    found.same("url", &expected.url, url);

    let mut given: Vec<(String, String)> = Vec::new();
    for pair in &expected.query {
        given.push((pair.name.clone(), pair.value.clone()));
    }
    found.pairs(expected, "query", &given, &query);
    let body = match &expected.body {
        Body::Form(pairs) => Some(pairs.clone()),
        Body::Json(node) => Some(
            node.members()
                .iter()
                .map(|(name, value)| (name.clone(), leaf(value)))
                .collect(),
        ),
        Body::None => Some(Vec::new()),
        Body::Xml(_) => {
            found.same("body", &expected.body.bytes(), &sent.body);
            None
        }
        Body::Unknown => None,
    };
    if let Some(mut body) = body {
        let (mut params, is_json) = sent.params();
        let wants_json = matches!(expected.body, Body::Json(_));
        let both = !body.is_empty() && !params.is_empty();
        if both && is_json != wants_json {
            found.push("place", &expected.body.bytes(), &sent.body);
            for (_, value) in body.iter_mut().chain(&mut params) {
                *value = value.trim_matches('"').to_owned();
            }
        }
        found.pairs(expected, "body", &body, &params);
    }
    if sent.line().starts_with("GET") && expected.call == "authorize" {
        // A browser sends headers of its own.
    } else {
        found.headers(expected, sent);
    }
    let fixed = expected.jwt.is_none()
        && expected.ordered
        && expected.free.is_empty()
        && expected.body != Body::Unknown;
    let body = match &expected.body {
        Body::Form(pairs) => pairs.as_slice(),
        _ => &[],
    };
    let query = expected.query.iter().map(|pair| &pair.name);
    let mut names = query.chain(body.iter().map(|pair| &pair.0));
    let nonce = names.any(|name| name == "nonce");
    if found.list.is_empty() && fixed && !nonce {
        found.same("bytes", &expected.target(), &sent.target);
        let empty = expected.body == Body::Json(Node::Map(Vec::new())) && sent.body.is_empty();
        if !empty {
            found.same("bytes", &expected.body.bytes(), &sent.body);
        }
    }
    found.list
}

struct Differences<'a> {
    call: &'a str,
    list: Vec<Difference>,
}

impl Differences<'_> {
    fn push(&mut self, part: &str, expected: &str, sent: &str) {
        self.list.push(Difference {
            part: format!("{}.{part}", self.call),
            expected: expected.to_owned(),
            sent: sent.to_owned(),
        });
    }

    fn same(&mut self, part: &str, expected: &str, sent: &str) {
        if expected != sent {
            self.push(part, expected, sent);
        }
    }

    /// The parameters of one place.
    fn pairs(
        &mut self,
        request: &Request,
        place: &str,
        expected: &[(String, String)],
        sent: &[(String, String)],
    ) {
        for (name, value) in expected {
            let found = sent
                .iter()
                .find(|(own, _)| own == name)
                .map(|p| p.1.as_str());
            match found {
                None if request.free.contains(name) => {}
                None => self.push(name, value, &format!("absent in the {place}")),
                Some(found) => self.value(request, name, value, found),
            }
        }
        for (name, value) in sent {
            let known = expected.iter().any(|(own, _)| own == name);
            if !known && !request.free.contains(name) {
                self.push(name, &format!("absent in the {place}"), value);
            }
        }
        let order = |pairs: &[(String, String)]| {
            let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
            names.join(" ")
        };
        let twice = sent.len() > expected.len() && request.free.is_empty();
        let free = request.jwt.is_some() || !request.free.is_empty() || !request.ordered;
        let nonce = expected.iter().any(|(name, _)| name == "nonce");
        if self.list.is_empty() && !free && (!nonce || twice) {
            self.same("order", &order(expected), &order(sent));
        }
    }

    fn value(&mut self, request: &Request, name: &str, expected: &str, sent: &str) {
        if name == "nonce" && !sent.is_empty() {
            return;
        }
        let Some((before, after)) = expected.split_once(ASSERTION) else {
            return self.same(name, expected, sent);
        };
        let inner = sent
            .strip_prefix(before)
            .and_then(|s| s.strip_suffix(after));
        let Some(jwt) = &request.jwt else {
            // A signed document of another kind: that there is one is all that is asked.
            return match inner {
                Some(inner) if !inner.is_empty() => {}
                _ => self.push(name, "a signed assertion", sent),
            };
        };
        for fault in jwt.faults(inner.unwrap_or_default()) {
            self.push(name, "the row's assertion", &fault);
        }
    }

    fn headers(&mut self, expected: &Request, sent: &Sent) {
        for (name, value) in &expected.headers {
            let part = format!("header.{name}");
            match sent.header(name) {
                Some(found) if value.contains(ASSERTION) => {
                    self.value(expected, &part, value, found)
                }
                Some(found) => self.same(&part, value, found),
                None => self.push(&part, value, "absent"),
            }
        }
        for (name, value) in &sent.headers {
            let own = ["accept", "content-type", "user-agent", "content-length"];
            let known = expected.headers.contains_key(name) || own.contains(&name.as_str());
            if !known && !expected.free.contains(name) {
                self.push(&format!("header.{name}"), "absent", value);
            }
        }
    }
}

#[test]
fn a_difference_is_found_in_each_part() {
    let mut expected = Request::new("token", "POST", "https://acme.example/token?a=1");
    expected.body = Body::Form(vec![("b".into(), "x y".into()), ("c".into(), "2".into())]);
    expected.header("authorization", "Basic QQ==");
    let sent = |target: &str, body: &str| Sent {
        method: "POST".into(),
        target: target.into(),
        headers: vec![("authorization".into(), "Basic QQ==".into())],
        body: body.into(),
    };
    let parts = |sent: Sent| -> Vec<String> {
        let found = differences(&expected, &sent);
        found
            .into_iter()
            .map(|difference| difference.part)
            .collect()
    };
    let url = "https://acme.example/token?a=1";
    assert_eq!(parts(sent(url, "b=x+y&c=2")), Vec::<String>::new());
    assert_eq!(parts(sent(url, "b=x%20y&c=2")), ["token.bytes"]);
    assert_eq!(parts(sent(url, "c=2&b=x+y")), ["token.order"]);
    assert_eq!(parts(sent(url, "b=x+y&c=3")), ["token.c"]);
    assert_eq!(parts(sent(url, "b=x+y")), ["token.c"]);
    assert_eq!(parts(sent(url, "b=x+y&c=2&d=")), ["token.d"]);
    assert_eq!(
        parts(sent("https://acme.example/token", "b=x+y&c=2")),
        ["token.a"]
    );
    let mut other = sent(url, "b=x+y&c=2");
    other.headers = vec![("x-key".into(), "1".into())];
    other.method = "PUT".into();
    assert_eq!(
        parts(other),
        [
            "token.method",
            "token.header.authorization",
            "token.header.x-key"
        ]
    );
}
