//! Calls before and after the token call.

use super::draft::Draft;
use super::node::Node;
use super::request::Request;
use super::row::Row;
use super::values::Values;

/// The calls before a token call.
pub(crate) fn before(row: &Row, values: &Values, call: &str) -> Vec<Request> {
    all(
        row,
        values,
        &format!("{call}.pre"),
        row.list("pre_steps"),
        1,
    )
}

/// The calls after a token call, which is step 1.
pub(crate) fn after(row: &Row, values: &Values, call: &str) -> Vec<Request> {
    all(row, values, &format!("{call}.step"), row.list("steps"), 2)
}

fn all(row: &Row, values: &Values, call: &str, steps: &[Node], first: usize) -> Vec<Request> {
    let numbered = steps.iter().enumerate();
    numbered
        .map(|(index, step)| {
            let text = |key: &str| step.get(key).and_then(Node::as_str);
            let call = format!("{call}{}", first + index);
            let method = text("method").unwrap_or("POST");
            let mut draft = Draft::new(row, &call, method, &[text("url")]);
            text("in")
                .or(text("body_format"))
                .unwrap_or("none")
                .clone_into(&mut draft.format);
            for (name, value) in step.get("params").map_or(&[][..], Node::members) {
                draft.param(name, value.clone());
            }
            for (name, value) in step.get("headers").map_or(&[][..], Node::members) {
                draft.header(name, value.as_str().unwrap_or_default());
            }
            let mut request = draft.finish(values).expect("all values of a step");
            request.ordered = false;
            request
        })
        .collect()
}

/// The question how long the token lives, where only introspection says (RFC 7662 §2.1).
/// Who asks is not in the table.
pub(crate) fn introspection(row: &Row, values: &Values, call: &str) -> Option<Request> {
    if !row.is("lifetime.kind", "introspection") {
        return None;
    }
    let call = format!("{call}.introspect");
    let mut draft = Draft::new(row, &call, "POST", &[row.text("introspect_url")]);
    draft.text("token", "${access_token}");
    let mut request = draft.finish(values)?;
    let free = [
        "token_type_hint",
        "client_id",
        "client_secret",
        "authorization",
    ];
    request.free.extend(free.map(str::to_owned));
    Some(request)
}

/// The one call after a sign-in that learns something, if it is a call.
pub(crate) fn learn(row: &Row, values: &Values) -> Option<Request> {
    let url = row.text("learn.url")?;
    let told = row.members("learn.sets").iter();
    let values = &values.without(told.map(|(name, _)| format!("var.{name}")));
    let base = row.text("api.base_url").unwrap_or_default();
    let url = match url.starts_with('/') {
        true => format!("{}{url}", base.trim_end_matches('/')),
        false => url.to_owned(),
    };
    let mut request = super::api::call(
        row,
        values,
        "learn",
        row.text("learn.method")?,
        &[Some(&url)],
    )?;
    if request.method != "GET" {
        request.body = super::request::Body::Unknown;
        request.headers.remove("content-type");
    }
    Some(request)
}
