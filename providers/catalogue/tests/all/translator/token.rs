//! Token requests: with a code, for the client itself, or with credentials.

use super::authorize::redirect_uri;
use super::draft::Draft;
use super::encode;
use super::node::Node;
use super::request::{ASSERTION, Request};
use super::row::Row;
use super::steps;
use super::template;
use super::values::Values;

/// The requests until tokens are there: steps before, the token call, steps after.
pub(crate) fn requests(row: &Row, values: &Values) -> Vec<Request> {
    let mut all = steps::before(row, values, "token");
    let Some(token) = request(row, values) else {
        return Vec::new();
    };
    all.push(token);
    all.extend(steps::after(row, values, "token"));
    all.extend(steps::introspection(row, values, "token"));
    all
}

/// The grant type of a row's token call.
fn grant(row: &Row) -> Option<&str> {
    match (row.text("grant_type"), row.text("mode")) {
        (Some(own), _) => Some(own),
        (None, Some("authorization_code" | "mcp")) => Some("authorization_code"),
        (None, Some("client_credentials")) => Some("client_credentials"),
        _ => None,
    }
}

/// The token request itself.
fn request(row: &Row, values: &Values) -> Option<Request> {
    let mut draft = start(
        row,
        "token",
        &[row.text("token_url"), row.text("token_url_fallback")],
    );
    let user = row.is("mode", "authorization_code") || row.is("mode", "mcp");
    let omitted = |name: &str| row.lists("token_omit", name);
    let name = |standard: &'static str| row.name("token_param_names", standard);
    if let Some(grant) = grant(row).filter(|_| !omitted("grant_type")) {
        draft.text(name("grant_type"), grant);
    }
    if user {
        for (standard, text) in [
            ("code", values.need("code").to_owned()),
            ("redirect_uri", redirect_uri(row, values)),
        ] {
            if omitted(standard) {
                continue;
            }
            let value = literal(&text);
            match row.lists("token_query", standard) {
                true => draft.query.push((name(standard).to_owned(), value)),
                false => draft.param(name(standard), value),
            }
        }
    }
    client(
        row,
        values,
        &mut draft,
        "token_omit",
        row.text("client_auth"),
    );
    if row.is("mode", "client_credentials") {
        let scopes = match values.scopes.is_empty() {
            true => row.words("default_scopes"),
            false => values.scopes.clone(),
        };
        let separator = row.text("scope_separator").unwrap_or(" ");
        if !scopes.is_empty() && !omitted("scope") {
            draft.param(name("scope"), literal(&scopes.join(separator)));
        }
    }
    if user && row.flag("pkce") {
        draft.text("code_verifier", "${code_verifier}");
    }
    extras(row, values, &mut draft);
    draft.finish(values)
}

/// A token call's method, place and headers, which a refresh takes over.
pub(crate) fn start<'a>(row: &'a Row, call: &str, urls: &[Option<&str>]) -> Draft<'a> {
    let method = row.text("token_method").unwrap_or("POST");
    let mut draft = Draft::new(row, call, method, urls);
    row.text("body_format")
        .unwrap_or("form")
        .clone_into(&mut draft.format);
    if method == "GET" && draft.format != "none" {
        "query".clone_into(&mut draft.format);
    }
    for (name, text) in row.members("token_headers") {
        draft.header(name, text.as_str().unwrap_or_default());
    }
    draft
}

/// The row's own parameters of a token call.
pub(crate) fn extras(row: &Row, values: &Values, draft: &mut Draft<'_>) {
    for (name, value) in row.members("token_params") {
        let unset = value.map_text(&mut |text| match text.contains("${var.") {
            true => template::expand(text, values),
            false => Some(String::new()),
        });
        let fallback = row
            .at("token_params_fallback")
            .and_then(|own| own.get(name));
        match (unset, fallback) {
            (None, Some(fallback)) => draft.param(name, fallback.clone()),
            (None, None) => {}
            (Some(_), _) => draft.param(name, value.clone()),
        }
    }
    for (name, value) in row.members("token_query_params") {
        draft.query.push((name.clone(), value.clone()));
    }
    for extra in row.words("token_extra") {
        let name = extra.strip_suffix(" in body").expect("a place");
        // A refresh belongs to no sign-in, so it has no state to send.
        if name == "state" && draft.call == "refresh" {
            continue;
        }
        draft.text(name, &format!("${{{name}}}"));
    }
}

/// How the client says who it is (RFC 6749 §2.3, RFC 7523 §2.2).
pub(crate) fn client(
    row: &Row,
    values: &Values,
    draft: &mut Draft<'_>,
    omit: &str,
    auth: Option<&str>,
) {
    if row.is("mode", "two_step") {
        // The row's own parameters and headers hold all there is, but for this one.
        if row.is("assertion.send_as", "bearer") {
            draft.header("authorization", &format!("Bearer {ASSERTION}"));
        }
        return;
    }
    let name = |standard: &'static str| row.name("token_param_names", standard);
    let left_out = |standard: &str| row.lists(omit, standard) || row.lists("token_omit", standard);
    let mut add = |standard: &'static str, template: &str| {
        if !left_out(standard) {
            draft.text(name(standard), template);
        }
    };
    match auth {
        Some("basic") => {
            let pair = match row.text("basic_userinfo") {
                Some(userinfo) => template::expand(userinfo, values).unwrap_or_default(),
                None => basic(row, values),
            };
            draft.header("authorization", &format!("Basic {}", encode::base64(pair)));
        }
        Some("none" | "client_id_only") => add("client_id", "${client_id}"),
        Some("private_key_jwt") => {
            add("client_id", "${client_id}");
            let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            add("client_assertion_type", kind);
            add("client_assertion", ASSERTION);
        }
        Some("jwt_as_secret") => {
            add("client_id", "${client_id}");
            add("client_secret", ASSERTION);
        }
        _ => {
            add("client_id", "${client_id}");
            add("client_secret", "${client_secret}");
        }
    }
}

/// The text that Basic encodes (RFC 6749 §2.3.1 asks for the form encoding first).
pub(crate) fn basic(row: &Row, values: &Values) -> String {
    let (id, secret) = (values.need("client_id"), values.need("client_secret"));
    match row.is("basic_encoding", "form") {
        true => format!("{}:{}", encode::form(id), encode::form(secret)),
        false => format!("{id}:{secret}"),
    }
}

/// A text that is no template. No sample holds `${`.
pub(crate) fn literal(text: &str) -> Node {
    Node::text(text)
}
