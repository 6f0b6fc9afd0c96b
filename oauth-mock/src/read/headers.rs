//! Declared headers and media types.

use oauth_runtime::spec::{CallKind, CallSpec, EmptyBody, Place};

use super::leftover::Claims;
use super::{Body, Request};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
const XML: &str = "application/xml";

/// Holds the declared headers against the request. The browser sends none of them.
pub(super) fn declared(
    setup: &Setup,
    route: &Route,
    request: &Request,
    claims: &mut Claims,
) -> Result<(), Refusal> {
    if route.kind == CallKind::Authorize {
        return Ok(());
    }
    for header in route.call.headers {
        let patterns: Vec<_> = setup
            .clients
            .iter()
            .filter_map(|client| {
                setup
                    .values(Some(&client))
                    .at(&request.scene)
                    .fill(header.value)
                    .ok()
            })
            .collect();
        let given = request.header(header.name);
        let good = match given {
            None => patterns.is_empty(),
            Some(text) => patterns.is_empty() || patterns.iter().any(|known| known.matches(text)),
        };
        if !good {
            let text = match given {
                None => format!("the header `{}` is missing", header.name),
                Some(_) => format!(
                    "the header `{}` has another value than the declared one",
                    header.name
                ),
            };
            return Err(Refusal::request(text).key(format!(
                "{}(headers({}))",
                route.kind.key(),
                header.name
            )));
        }
        claims.add(setup, Place::Header, header.name, request);
    }
    Ok(())
}

/// Checks `Accept`, `Content-Type` and the form of an empty body.
pub(super) fn media_types(route: &Route, request: &Request) -> Result<(), Refusal> {
    if route.kind == CallKind::Authorize {
        return Ok(());
    }
    accept(route, request)?;
    content_type(route, request)?;
    if route.kind == CallKind::Api {
        return Ok(());
    }
    let key = format!("{}(place)", route.kind.key());
    match &request.body {
        Body::Other => Err(
            Refusal::request("the body is neither a form nor a JSON object")
                .key(key)
                .status(415),
        ),
        Body::Json(body) => {
            let empty = body.as_object().is_some_and(serde_json::Map::is_empty);
            match empty && route.call.empty_body == EmptyBody::Nothing {
                true => Err(
                    Refusal::request("the body must be empty, not an empty object")
                        .key(format!("{}(empty_body)", route.kind.key())),
                ),
                false => Ok(()),
            }
        }
        Body::Empty if route.call.empty_body == EmptyBody::JsonObject => Err(Refusal::request(
            "a body without parameters must be an empty object",
        )
        .key(format!("{}(empty_body)", route.kind.key()))),
        _ => Ok(()),
    }
}

fn accept(route: &Route, request: &Request) -> Result<(), Refusal> {
    let wanted = route.call.accept;
    // An API caller may ask for another form of the answer, unless the provider has its own.
    if route.kind == CallKind::Api && wanted == CallSpec::POST.accept {
        return Ok(());
    }
    let given = request.header("accept").unwrap_or_default();
    let listed = |wanted: &str| {
        given
            .split(',')
            .any(|range| range.trim() == wanted || essence(range) == wanted)
    };
    // A declared list is asked for when each of its media types is.
    let listed = listed(wanted) || wanted.split(',').all(|one| listed(one.trim()));
    match listed {
        true => Ok(()),
        false => Err(
            Refusal::request(format!("`Accept` does not ask for `{wanted}`"))
                .key(format!("{}(accept)", route.kind.key())),
        ),
    }
}

fn content_type(route: &Route, request: &Request) -> Result<(), Refusal> {
    let given = request.header("content-type").unwrap_or_default();
    let wrong = |wanted: &str, key: &str| {
        let text = format!("`Content-Type` is not `{wanted}`");
        Err(Refusal::request(text)
            .status(415)
            .key(format!("{}({key})", route.kind.key())))
    };
    if let Some(wanted) = route.call.content_type {
        return match given == wanted {
            true => Ok(()),
            false => wrong(wanted, "content_type"),
        };
    }
    match &request.body {
        _ if route.kind == CallKind::Api => Ok(()),
        Body::Form(_) if essence(given) != FORM => wrong(FORM, "place"),
        Body::Json(_) if essence(given) != JSON => wrong(JSON, "place"),
        Body::Xml(_) if essence(given) != XML => wrong(XML, "place"),
        _ => Ok(()),
    }
}

fn essence(media_type: &str) -> String {
    media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}
