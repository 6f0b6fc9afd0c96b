//! What a request holds beyond what its call declares.

use oauth_runtime::spec::{Bearer, CallKind, Param, Place};
use serde_json::Value;

use super::expect::{Expected, Need};
use super::request::pointer;
use super::{Body, Request, place_name};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;

/// The parts of a request that the declaration accounts for.
#[derive(Debug, Default)]
pub(super) struct Claims(Vec<(Place, String)>);

impl Claims {
    pub(super) fn add(&mut self, setup: &Setup, place: Place, name: &str, request: &Request) {
        let claim = match place {
            Place::Json | Place::Xml => (place, pointer(name)),
            Place::Bearer => return self.add_bearer(&setup.bearers_beside(), request),
            _ => (place, name.to_owned()),
        };
        self.0.push(claim);
    }

    /// Claims the access token in the first of these forms in which it came.
    pub(super) fn add_bearer(&mut self, forms: &[Bearer], request: &Request) {
        let used = forms.iter().find(|form| request.bearer(form).is_some());
        self.0.extend(used.map(bearer_place));
    }

    fn has(&self, place: Place, name: &str) -> bool {
        self.0
            .iter()
            .any(|(known, own)| *known == place && own == name)
    }
}

/// Where a form of bearer stands.
pub(crate) fn bearer_place(form: &Bearer) -> (Place, String) {
    match form {
        Bearer::Header { name } => (Place::Header, (*name).to_owned()),
        Bearer::Query { name } => (Place::Query, (*name).to_owned()),
        Bearer::Cookie { .. } => (Place::Header, "cookie".to_owned()),
        _ => (Place::Header, "authorization".to_owned()),
    }
}

/// Where a parameter stands that is not where it belongs.
pub(super) fn whereabouts(
    setup: &Setup,
    request: &Request,
    name: &str,
    rfc_name: &str,
) -> Option<(Place, String)> {
    [
        Place::Query,
        Place::Form,
        Place::Json,
        Place::Xml,
        Place::Header,
    ]
    .into_iter()
    .flat_map(|place| [(place, name), (place, rfc_name)])
    .find(|(place, name)| request.value(setup, *place, name).is_some())
    .map(|(place, name)| (place, name.to_owned()))
}

/// Refuses what has no business in the request. Unknown parameters of the
/// caller's own pass where the call's parameters travel (RFC 6749 §3.2).
pub(super) fn refuse(
    setup: &Setup,
    route: &Route,
    request: &Request,
    expected: &[Expected],
    claims: &Claims,
) -> Result<(), Refusal> {
    second_token(setup, route, request, claims)?;
    if route.kind == CallKind::Api {
        return Ok(());
    }
    for (place, name) in unclaimed(request, claims) {
        let plain = name.rsplit('/').next().unwrap_or_default();
        let wanted = expected
            .iter()
            .find(|wanted| wanted.name == plain || wanted.param.name() == plain);
        if let Some(wanted) = wanted {
            return Err(misplaced(route, place, &name, wanted));
        }
        if let Some(extra) = route.call.params.iter().find(|extra| extra.name == plain) {
            return Err(Refusal::request(format!(
                "`{plain}` stands in the {}, where it is not declared",
                place_name(place)
            ))
            .key(format!("{}(params({}))", route.kind.key(), extra.name)));
        }
        if place != route.call.place {
            return Err(Refusal::request(format!(
                "`{}` stands in the {}, but parameters of this call travel in the {}",
                plain.escape_default(),
                place_name(place),
                place_name(route.call.place)
            ))
            .key(format!("{}(place)", route.kind.key())));
        }
    }
    for wanted in expected {
        for name in [wanted.name, wanted.param.name()] {
            let there = request.headers.contains_key(name);
            if there && !claims.has(Place::Header, name) {
                return Err(misplaced(route, Place::Header, name, wanted));
            }
        }
    }
    Ok(())
}

fn misplaced(route: &Route, place: Place, name: &str, wanted: &Expected) -> Refusal {
    let plain = name.strip_prefix('/').unwrap_or(name).escape_default();
    let (kind, param) = (route.kind, wanted.param);
    let here = place_name(place);
    let text = match wanted.need {
        Need::Never => {
            format!("`{plain}` stands in the {here}, but this call has no such parameter")
        }
        _ => format!(
            "`{plain}` stands in the {here}, but this call takes it as `{}` in the {}",
            wanted.name,
            place_name(wanted.place)
        ),
    };
    match param {
        Param::ClientId | Param::ClientSecret => Refusal::client(text),
        Param::CodeChallenge | Param::CodeChallengeMethod | Param::CodeVerifier => {
            Refusal::request(text).key("pkce")
        }
        Param::State if wanted.need == Need::Never => Refusal::request(text).key("callback(state)"),
        _ if wanted.need == Need::Never => Refusal::request(text).of(kind, "send", param),
        _ => Refusal::request(text).of(kind, "names", param),
    }
}

/// A token in two places (RFC 6750 §2), or credentials where none are declared.
fn second_token(
    setup: &Setup,
    route: &Route,
    request: &Request,
    claims: &Claims,
) -> Result<(), Refusal> {
    let forms = setup.spec.api.map_or(&[][..], |api| api.bearer);
    for form in forms {
        let (place, name) = bearer_place(form);
        if request.bearer(form).is_some() && !claims.has(place, &name) {
            return Err(Refusal::request(format!(
                "an access token stands in the {} `{name}`, where this request has none",
                place_name(place)
            ))
            .key("api(bearer)"));
        }
    }
    let authorization = request.headers.contains_key("authorization");
    if authorization && !claims.has(Place::Header, "authorization") {
        let text = "an `Authorization` header, where this call has none";
        return Err(match route.kind {
            CallKind::Api | CallKind::UserInfo => Refusal::request(text).key("api(bearer)"),
            _ => Refusal::client(text),
        });
    }
    let standard = request.query.iter().any(|pair| pair.name == "access_token");
    if standard && !claims.has(Place::Query, "access_token") {
        return Err(Refusal::request(
            "`access_token` stands in the query, where it is not declared",
        )
        .key("api(bearer)"));
    }
    Ok(())
}

fn unclaimed(request: &Request, claims: &Claims) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    for pair in &request.query {
        found.push((Place::Query, pair.name.clone()));
    }
    match &request.body {
        Body::Form(pairs) => {
            found.extend(pairs.iter().map(|pair| (Place::Form, pair.name.clone())));
        }
        Body::Json(root) => leaves(root, Place::Json, String::new(), claims, &mut found),
        Body::Xml(root) => leaves(root, Place::Xml, String::new(), claims, &mut found),
        _ => (),
    }
    found.retain(|(place, name)| !claims.has(*place, name));
    found
}

fn leaves(
    value: &Value,
    place: Place,
    path: String,
    claims: &Claims,
    found: &mut Vec<(Place, String)>,
) {
    if claims.has(place, &path) {
        return;
    }
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (key, value) in fields {
                leaves(
                    value,
                    place,
                    format!("{path}{}", pointer(key)),
                    claims,
                    found,
                );
            }
        }
        _ if path.is_empty() => (),
        _ => found.push((place, path)),
    }
}
