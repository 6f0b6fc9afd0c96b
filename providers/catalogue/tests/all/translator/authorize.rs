//! The authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3).

use aws_lc_rs::digest;

use super::draft::put;
use super::encode;
use super::node::Node;
use super::request::{Pair, Request};
use super::row::Row;
use super::template;
use super::values::Values;

/// The code challenge of a row, and its method.
fn challenge(row: &Row, values: &Values) -> Option<(String, &'static str)> {
    if !row.flag("pkce") {
        return None;
    }
    let verifier = values.need("code_verifier");
    if row.is("pkce_method", "plain") {
        return Some((verifier.to_owned(), "plain"));
    }
    let hash = digest::digest(&digest::SHA256, verifier.as_bytes());
    let challenge = match row.is("pkce_challenge_encoding", "hex") {
        true => encode::hex(hash),
        false => encode::base64url(hash),
    };
    Some((challenge, "S256"))
}

/// Where the state travels inside the redirect URI, the URI that the provider sees.
pub(crate) fn redirect_uri(row: &Row, values: &Values) -> String {
    let uri = values.need("redirect_uri");
    if !row.flag("state_in_redirect_uri") {
        return uri.to_owned();
    }
    let joint = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{joint}state={}", values.need("state"))
}

/// The URL that the browser opens. `None` where the row has no authorize step.
pub(crate) fn request(row: &Row, values: &Values) -> Option<Request> {
    if !row.is("mode", "authorization_code") && !row.is("mode", "mcp") {
        return None;
    }
    let urls = [
        row.text("authorize_url"),
        row.text("authorize_url_fallback"),
    ];
    let url = urls
        .into_iter()
        .flatten()
        .find_map(|url| template::url(url, values))?;
    let mut request = Request::new("authorize", "GET", &url);
    if let Some(route) = row.text("authorize_fragment") {
        let route = route.trim_start_matches('/');
        request.url = format!("{}#/{route}", request.url);
    }
    request.fragment = row.text("authorize_suffix_fragment").map(str::to_owned);

    let separator = row.text("scope_separator").unwrap_or(" ");
    let scopes = match values.scopes.is_empty() {
        true => row.words("default_scopes"),
        false => values.scopes.clone(),
    };
    let mut pairs: Vec<(String, Node)> = Vec::new();
    let mut add = |name: &str, text: String| {
        let left_out = row.lists("authorize_omit", name);
        if !text.is_empty() && !left_out {
            let name = row.name("authorize_param_names", name);
            pairs.push((name.to_owned(), Node::text(text)));
        }
    };
    let kind = row.text("authorize_response_type").unwrap_or("code");
    add("response_type", kind.to_owned());
    if row.flag("client_id_in_authorize_path") {
        // The table does not say whether it stands in the query too.
        request.free.insert("client_id".to_owned());
    } else {
        add("client_id", values.need("client_id").to_owned());
    }
    add("redirect_uri", redirect_uri(row, values));
    let fixed = row.at("authorize_params").and_then(|own| own.get("scope"));
    let fixed = fixed.and_then(Node::as_str).map(str::to_owned);
    add("scope", fixed.unwrap_or_else(|| scopes.join(separator)));
    for name in row.words("extra_scope_params") {
        add(&name, values.second_scopes.join(separator));
    }
    if !row.flag("state_in_redirect_uri") {
        add("state", values.need("state").to_owned());
    }
    if let Some((challenge, method)) = challenge(row, values) {
        add("code_challenge", challenge);
        add("code_challenge_method", method.to_owned());
    }
    let mut inner = values.clone();
    let path = request.url.split_once("://").map_or("", |(_, rest)| rest);
    let path = path.find('/').map_or("/", |at| &path[at..]);
    inner.set("path", path);
    for (name, value) in row.members("authorize_params") {
        let value = value.map_text(&mut |text| template::expand(text, &inner));
        let Some(value) = value else { continue };
        let empty = value.scalar().is_some_and(|text| text.is_empty());
        if !(empty && row.flag("authorize_skip_empty")) {
            put(&mut pairs, name, value);
        }
    }
    let scope = row.name("authorize_param_names", "scope");
    for (name, value) in pairs {
        let mut pair = Pair::new(&name, &value.scalar()?);
        pair.raw = row.flag("scope_raw") && name == scope;
        request.query.push(pair);
    }
    Some(request)
}
