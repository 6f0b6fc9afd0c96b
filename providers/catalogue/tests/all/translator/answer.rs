//! Answers that a provider would give, with the sample values where the row says they
//! stand. A client that reads them elsewhere does not find them.

use super::encode;
use super::node::Node;
use super::row::Row;
use super::values::Values;
use super::xml;

/// An answer to one of the expected requests.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(node: &Node) -> Self {
        Self {
            status: 200,
            content_type: "application/json",
            body: node.to_string(),
        }
    }
}

/// An answer that says no more than that all went well.
pub(crate) fn done(row: &Row) -> Answer {
    let mut node = Node::Map(Vec::new());
    succeed(row, &mut node);
    Answer::json(&node)
}

/// The mark of success, where failures come under status 200 too.
fn succeed(row: &Row, node: &mut Node) {
    let ok = row.at("errors.ok").filter(|ok| **ok != Node::Null);
    if let (Some(path), Some(ok)) = (row.text("errors.path"), ok) {
        let path: Vec<&str> = path.split('.').collect();
        node.put(&path, ok.clone());
    }
}

/// What a provider posts to the program's server when a person has installed it.
pub(crate) fn webhook(row: &Row, values: &Values) -> String {
    let mut node = Node::Map(Vec::new());
    let code = row.text("callback.code_path").unwrap_or("code");
    put(&mut node, code, values.need("code"));
    let root = code.split('.').next().unwrap_or_default();
    for name in row.metadata("callback") {
        put(
            &mut node,
            &format!("{root}.{name}"),
            values.need(&format!("callback.{name}")),
        );
    }
    node.to_string()
}

/// The answer to a call of this name: `token`, `token.step2`, `token.pre1`, `refresh`,
/// `learn`. `end` is when the token ends, in the form that the client is told to expect.
pub(crate) fn answer(row: &Row, values: &Values, call: &str, end: &Node) -> Answer {
    let mut node = Node::Map(Vec::new());
    let (call, part) = call.split_once('.').unwrap_or((call, ""));
    let steps = row.list("steps").len();
    let step = match part.strip_prefix("step") {
        Some(number) => number.parse().expect("a number"),
        None => 1,
    };
    if call == "introspect" || part == "introspect" {
        node.put(&["active"], Node::Bool(true));
        node.put(&["exp"], Node::Number((values.now + 3600).to_string()));
        return Answer::json(&node);
    }
    if call == "learn" {
        node = Node::Null;
        for (name, path) in row.members("learn.sets") {
            let path = path
                .as_str()
                .unwrap_or_default()
                .replace("[is_default]", ".0");
            put(&mut node, &path, values.need(&format!("var.{name}")));
            if let Some((list, _)) = path.split_once(".0.") {
                node.put(&[list, "0", "is_default"], Node::Bool(true));
            }
        }
        return Answer::json(&node);
    }
    let own = match part.strip_prefix("pre") {
        Some(number) => format!("pre{number}."),
        None => format!("step{step}."),
    };
    for (name, value) in values.under(&own) {
        put(&mut node, name, value);
    }
    let renewed = matches!(call, "refresh" | "second");
    let last = !part.starts_with("pre") && (step == steps + 1 || renewed);
    if last {
        let whole = standard(row, values, call, end, &mut node);
        if let Some(text) = whole {
            return Answer {
                status: 200,
                content_type: "text/plain",
                body: text,
            };
        }
    }
    if part.is_empty()
        && steps > 0
        && row.text("token_response.paths.refresh_token") == Some("step1.refresh_token")
    {
        put(&mut node, "refresh_token", values.need("refresh_token"));
    }
    succeed(row, &mut node);
    let status = row
        .at("token_response.success_status.0")
        .and_then(Node::scalar);
    let xml = row.is("token_response.format", "xml");
    Answer {
        status: status.and_then(|text| text.parse().ok()).unwrap_or(200),
        content_type: if xml {
            "application/xml"
        } else {
            "application/json"
        },
        body: if xml {
            xml::write(&rooted(row, node))
        } else {
            node.to_string()
        },
    }
}

/// The root elements of XML answers. The table does not name this one; the vendor's
/// documents do.
const ROOTS: &[(&str, &str)] = &[("concur-legacy", "Access_Token")];

fn rooted(row: &Row, node: Node) -> Node {
    match ROOTS.iter().find(|(id, _)| *id == row.id()) {
        Some((_, root)) => Node::Map(vec![((*root).to_owned(), node)]),
        None => node,
    }
}

/// The ID token (OpenID Connect Core §2) of a sign-in that sent a nonce and asks for one.
fn id_token(row: &Row, values: &Values) -> Option<String> {
    row.at("authorize_params.nonce")?;
    if !row.lists("default_scopes", "openid") {
        return None;
    }
    let text = |name: &str| Node::text(values.need(name));
    let claims = Node::Map(vec![
        ("aud".to_owned(), text("client_id")),
        (
            "exp".to_owned(),
            Node::Number((values.now + 3600).to_string()),
        ),
        ("iat".to_owned(), Node::Number(values.now.to_string())),
        ("nonce".to_owned(), text("state")),
    ]);
    let header = encode::base64url(r#"{"alg":"RS256"}"#);
    Some(format!(
        "{header}.{}.c2ln",
        encode::base64url(claims.to_string())
    ))
}

/// The standard members (RFC 6749 §5.1) and what is kept beside them. A text when the
/// whole body is the token.
fn standard(row: &Row, values: &Values, call: &str, end: &Node, node: &mut Node) -> Option<String> {
    if call == "refresh" && row.at("refresh_returns_token") == Some(&Node::Bool(false)) {
        return None;
    }
    let path = |name: &str| row.text(&format!("token_response.paths.{name}"));
    let access = path("access_token").unwrap_or("access_token");
    if access == "$" {
        return Some(values.need("access_token").to_owned());
    }
    put(node, access, values.need("access_token"));
    let envelope = access.rsplit_once('.').map(|(outer, _)| outer);
    let beside = |name: &str| match (path(name), envelope) {
        (Some(own), _) => own.to_owned(),
        (None, Some(envelope)) => format!("{envelope}.{name}"),
        (None, None) => name.to_owned(),
    };
    let returns = match row.is("mode", "two_step") {
        true => path("refresh_token").is_some() || row.at("refresh_url").is_some(),
        false => row.is("mode", "authorization_code") || row.is("mode", "mcp"),
    };
    let refresh = beside("refresh_token");
    if returns && !row.flag("no_refresh_token") && !refresh.starts_with("step") && refresh != access
    {
        put(node, &refresh, values.need("refresh_token"));
    }
    if !row.flag("token_response.no_token_type") {
        put(node, &beside("token_type"), "Bearer");
    }
    match path("expires_at") {
        Some(own) => {
            let own: Vec<&str> = own.split('.').collect();
            node.put(&own, end.clone());
        }
        None => {
            let seconds = match row.is("expires_in_unit", "milliseconds") {
                true => "3600000",
                false => "3600",
            };
            let own = beside("expires_in");
            let own: Vec<&str> = own.split('.').collect();
            let life = match row.is("lifetime.kind", "text") {
                true => Node::text("01:00:00"),
                false => Node::Number(seconds.to_owned()),
            };
            node.put(&own, life);
        }
    }
    if let Some(token) = id_token(row, values) {
        put(node, "id_token", &token);
    }
    for name in row.metadata("token_response") {
        let value = values
            .get(&format!("var.{name}"))
            .unwrap_or("kept-7")
            .to_owned();
        put(node, &name, &value);
    }
    for (name, value) in values.under("token.") {
        put(node, name, value);
    }
    if let Some(second) = row.text("secondary_token.path") {
        for name in ["access_token", "refresh_token"] {
            let value = values.need(&format!("second_{name}"));
            put(node, &format!("{second}.{name}"), value);
        }
        let life = Node::Number("3600".to_owned());
        node.put(&[second, "expires_in"], life);
    }
    for (name, own) in row.members("token_response.paths") {
        let known = [
            "access_token",
            "refresh_token",
            "token_type",
            "expires_in",
            "expires_at",
        ];
        if let (false, Some(own)) = (known.contains(&name.as_str()), own.as_str()) {
            put(node, own, "kept-7");
        }
    }
    None
}

fn put(node: &mut Node, path: &str, value: &str) {
    let path: Vec<&str> = path.split('.').collect();
    node.put(&path, Node::text(value));
}
