//! Renewing a token (RFC 6749 §6), and what takes its place.
//!
//! What the table says of the token call, names, omissions, headers and parameters,
//! holds for the refresh too, which goes to the same endpoint; `refresh_…` keys come on
//! top. A `two_step` row with a refresh of its own says all of it.

use super::draft::Draft;
use super::node::Node;
use super::request::Request;
use super::row::Row;
use super::values::Values;
use super::{steps, token};

/// The requests that renew a token. Empty where a row cannot.
pub(crate) fn requests(row: &Row, values: &Values) -> Vec<Request> {
    let Some(request) = request(row, values) else {
        return Vec::new();
    };
    let mut all = steps::before(row, values, "refresh");
    all.push(request);
    if row.flag("refresh_repeats_steps") {
        all.extend(steps::after(row, values, "refresh"));
    }
    all.extend(steps::introspection(row, values, "refresh"));
    all
}

/// The request that the second token of a grant needs: the one that obtains it, or, where
/// it came with the first, the one that renews it.
pub(crate) fn second(row: &Row, values: &Values) -> Option<Request> {
    let mut values = values.clone();
    let mut request = match row.text("secondary_token.grant")? {
        "same_response" => {
            let token = values.need("second_refresh_token").to_owned();
            values.set("refresh_token", &token);
            request(row, &values)?
        }
        _ => {
            let mut draft = token::start(row, "refresh", &[row.text("secondary_token.url")]);
            grant(row, &mut draft, false);
            client(row, &values, &mut draft);
            draft.text("scope", row.text("secondary_token.scope")?);
            draft.finish(&values)?
        }
    };
    "second".clone_into(&mut request.call);
    Some(request)
}

fn request(row: &Row, values: &Values) -> Option<Request> {
    let own = ["refresh_url", "refresh_params", "refresh_headers"];
    let user = row.is("mode", "authorization_code") || row.is("mode", "mcp");
    let uses = row.text("refresh_uses");
    if !user && !own.iter().any(|key| row.at(key).is_some()) {
        return None;
    }
    if row.flag("no_refresh_token") && uses.is_none() {
        return None;
    }
    let urls = match row.text("refresh_url") {
        Some(url) => [Some(url), None],
        None => [row.text("token_url"), row.text("token_url_fallback")],
    };
    let mut draft = token::start(row, "refresh", &urls);
    if let Some(method) = row.text("refresh_method") {
        method.clone_into(&mut draft.method);
    }
    if let Some(place) = row.text("refresh_in") {
        place.clone_into(&mut draft.format);
    }
    for (name, text) in row.members("refresh_headers") {
        draft.header(name, text.as_str().unwrap_or_default());
    }
    match uses {
        _ if !user => {}
        Some("client_credentials") if row.is("refresh_in", "none") => {}
        Some("client_credentials") => {
            draft.text("grant_type", "client_credentials");
            client(row, values, &mut draft);
        }
        uses => {
            let access = uses == Some("access_token");
            grant(row, &mut draft, access);
            client(row, values, &mut draft);
            if !access {
                token::extras(row, values, &mut draft);
            }
        }
    }
    for (name, value) in row.members("refresh_params") {
        match value.as_str() {
            Some("${scope}") => {
                let separator = row.text("scope_separator").unwrap_or(" ");
                let scope = values.scopes.join(separator);
                if !scope.is_empty() {
                    draft.param(name, Node::text(scope));
                }
            }
            _ => draft.param(name, value.clone()),
        }
    }
    draft.finish(values)
}

fn grant(row: &Row, draft: &mut Draft<'_>, access: bool) {
    let omitted = |name: &str| row.lists("refresh_omit", name) || row.lists("token_omit", name);
    let own = row.text("refresh_grant_type");
    if own.is_some() || !omitted("grant_type") {
        let name = row.name("token_param_names", "grant_type");
        draft.text(name, own.unwrap_or("refresh_token"));
    }
    let name = row.text("refresh_token_param");
    let name = name.unwrap_or_else(|| row.name("token_param_names", "refresh_token"));
    let value = match access {
        true => "${access_token}",
        false => "${refresh_token}",
    };
    draft.text(name, value);
}

fn client(row: &Row, values: &Values, draft: &mut Draft<'_>) {
    match row.text("refresh_client_auth") {
        Some("none") => {}
        own => token::client(
            row,
            values,
            draft,
            "refresh_omit",
            own.or(row.text("client_auth")),
        ),
    }
}
