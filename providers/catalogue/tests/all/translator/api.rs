//! A call of the provider's API with the token (RFC 6750 §2).

use super::draft::Draft;
use super::encode;
use super::node::Node;
use super::request::Request;
use super::row::Row;
use super::template;
use super::values::Values;

/// What stands behind the base in the sample call.
pub(crate) const PATH: &str = "things/7";

/// One call of the API. `None` where the table knows none.
pub(crate) fn request(row: &Row, values: &Values) -> Option<Request> {
    let full = |base: &str| format!("{}/{PATH}", base.trim_end_matches('/'));
    let base = row.text("api.base_url").map(full);
    let fallback = row.text("api.base_url_fallback").map(full);
    call(
        row,
        values,
        "api",
        "GET",
        &[base.as_deref(), fallback.as_deref()],
    )
}

/// A call with the token where API calls have it.
pub(crate) fn call(
    row: &Row,
    values: &Values,
    call: &str,
    method: &str,
    urls: &[Option<&str>],
) -> Option<Request> {
    let token = row.at("api.token")?;
    let text = |key: &str| token.get(key).and_then(Node::as_str);
    let mut draft = Draft::new(row, call, method, urls);
    "none".clone_into(&mut draft.format);
    let name = text("name").unwrap_or_default();
    for (name, value) in row.members("api.headers") {
        let value = match value {
            Node::Text(text) => Some(text.clone()),
            // A variable, and what stands where it is unset.
            either => {
                let text = |key: &str| either.get(key).and_then(Node::as_str);
                let own = text("value").filter(|own| template::expand(own, values).is_some());
                own.or(text("default")).map(str::to_owned)
            }
        };
        if let Some(value) = value {
            draft.header(name, &value);
        }
    }
    if text("in") == Some("header") {
        let value = match (text("template"), text("scheme")) {
            (Some(template), _) => template.to_owned(),
            (None, Some("") | None) => "${access_token}".to_owned(),
            (None, Some(scheme)) => format!("{scheme} ${{access_token}}"),
        };
        draft.header(name, &value);
    }
    for (name, value) in row.members("api.query") {
        draft.query.push((name.clone(), value.clone()));
    }
    if text("in") == Some("query") {
        // Last, as the library documents it; the table fixes no order.
        let token = Node::text("${access_token}");
        draft.query.push((name.to_owned(), token));
    }
    draft.finish(values)
}

/// Token revocation (RFC 7009), or what the provider has in its place. The table says
/// who asks in few rows; elsewhere the client's id and secret may be there or not.
pub(crate) fn revoke(row: &Row, values: &Values) -> Option<Request> {
    let text = |key: &str| row.text(&format!("revoke.{key}"));
    let method = text("method").unwrap_or("POST");
    let mut draft = Draft::new(row, "revoke", method, &[text("url")]);
    text("in")
        .or(text("body_format"))
        .unwrap_or("form")
        .clone_into(&mut draft.format);
    if text("auth") != Some("bearer") {
        draft.text(text("token_param").unwrap_or("token"), "${access_token}");
    }
    let name = |standard: &'static str| row.name("revoke.param_names", standard);
    let mut free = vec![
        "token_type_hint",
        "client_id",
        "client_secret",
        "authorization",
    ];
    match text("auth") {
        Some("post") => {
            draft.text(name("client_id"), "${client_id}");
            draft.text(name("client_secret"), "${client_secret}");
            free.clear();
        }
        Some("basic") => {
            let pair = super::token::basic(row, values);
            draft.header("authorization", &format!("Basic {}", encode::base64(pair)));
            free = vec!["token_type_hint"];
        }
        Some("bearer") => {
            draft.header("authorization", "Bearer ${access_token}");
            free.push("token");
        }
        Some("header_scheme" | "header_pair") => {
            draft.header("authorization", text("auth_header").unwrap_or_default());
            free = vec!["token_type_hint", "client_id"];
        }
        _ => {}
    }
    let renamed = name("client_id").to_owned();
    let mut request = draft.finish(values)?;
    request.free.extend(free.into_iter().map(str::to_owned));
    request.free.insert(renamed);
    Some(request)
}
