//! The signed JWT of a request (RFC 7519, RFC 7523 §3).

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{AssertionSpec, ClientAuth, Part, Slot, TimeForm, ValueSpec};
use serde_json::{Map, Value};

use super::Request;
use super::fixed::equal;
use crate::jws;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;
use crate::template::Values;

/// How far the clock of a client may be off, in seconds.
const TOLERANCE: u64 = 300;

/// Checks each JWT that stands where the declaration has one.
pub(super) fn check(setup: &Setup, route: &Route, request: &Request) -> Result<(), Refusal> {
    let Some(declared) = route.call.assertion else {
        return Ok(());
    };
    for jwt in found(route, request) {
        let mut clients = setup.clients.iter();
        let first = one(setup, declared, clients.next().as_deref(), request, &jwt);
        let good = match first {
            Ok(()) => Ok(()),
            Err(refused) => clients
                .find_map(|client| one(setup, declared, Some(&client), request, &jwt).ok())
                .ok_or(refused),
        };
        good.map_err(|text| {
            Refusal::new("invalid_client", format!("the assertion: {text}"))
                .key(format!("{}(assertion)", route.kind.key()))
        })?;
    }
    Ok(())
}

/// The JWTs of a request. A literal may stand before one (`Bearer {assertion}`).
fn found(route: &Route, request: &Request) -> Vec<String> {
    let call = route.call;
    let mut found = Vec::new();
    let mut look = |parts: &[Part], text: Option<String>| {
        let jwt = match (parts, text) {
            ([Part::Slot(Slot::Assertion, _)], Some(text)) => Some(text),
            ([Part::Lit(before), Part::Slot(Slot::Assertion, _)], Some(text)) => {
                text.strip_prefix(before).map(str::to_owned)
            }
            _ => None,
        };
        found.extend(jwt);
    };
    for param in call.params {
        if let ValueSpec::Text(parts) = param.value {
            look(
                parts,
                request.plain(param.place.unwrap_or(call.place), param.name),
            );
        }
    }
    for rule in call.rules {
        if let Some(ValueSpec::Text(parts)) = rule.value {
            let name = rule.name.unwrap_or(rule.param.name());
            look(parts, request.plain(rule.place.unwrap_or(call.place), name));
        }
    }
    for header in call.headers {
        look(header.value, request.header(header.name).map(str::to_owned));
    }
    if let ClientAuth::Authorization(parts) = call.client_auth {
        look(parts, request.header("authorization").map(str::to_owned));
    }
    found
}

fn one(
    setup: &Setup,
    declared: &AssertionSpec,
    client: Option<&crate::clients::Registered>,
    request: &Request,
    jwt: &str,
) -> Result<(), String> {
    let values = setup.values(client).at(&request.scene);
    let parts: Vec<&str> = jwt.split('.').collect();
    let [head, body, signature] = parts.as_slice() else {
        return Err("it is no JWT of three parts".to_owned());
    };
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    let object =
        |text: &str| -> Option<Map<String, Value>> { serde_json::from_slice(&decoded(text)?).ok() };
    let header = object(head).ok_or("its header is no JSON object")?;
    let claims = object(body).ok_or("its claims are no JSON object")?;
    if header.get("alg").and_then(Value::as_str) != Some(declared.alg.name()) {
        return Err(format!("`alg` is not `{}`", declared.alg.name()));
    }
    members(&values, declared.header, &header, &["alg", "typ"])?;
    members(&values, declared.claims, &claims, &["iat", "exp"])?;
    times(setup, declared, &claims)?;
    let signature = decoded(signature).ok_or("its signature is not Base64url")?;
    let key = values.fill(declared.key).ok().and_then(|key| key.text());
    let signed = jwt.get(..head.len() + 1 + body.len()).unwrap_or_default();
    // A key that the server was not told is not held against it.
    let Some(key) = key else { return Ok(()) };
    match jws::verifies(declared.alg, &key, signed.as_bytes(), &signature) {
        Some(false) => Err("its signature is not the one of the declared key".to_owned()),
        Some(true) => Ok(()),
        None => Err("the key that the server was told cannot be read".to_owned()),
    }
}

/// The declared members, with their values, and none beside them.
fn members(
    values: &Values<'_>,
    declared: &[(&str, ValueSpec)],
    given: &Map<String, Value>,
    own: &[&str],
) -> Result<(), String> {
    for (name, wanted) in declared {
        let unset = matches!(wanted, ValueSpec::Text(parts) if values.fill(parts).is_err());
        match given.get(*name) {
            None if unset => (),
            None => return Err(format!("`{name}` is missing")),
            Some(value) => {
                // A time is a number in a JWT (RFC 7519 §2).
                let number = matches!(
                    wanted,
                    ValueSpec::Text([Part::Now(TimeForm::Seconds | TimeForm::Milliseconds, ..)])
                );
                if !equal(values, wanted, value, !number) {
                    return Err(format!("`{name}` has another value than the declared one"));
                }
            }
        }
    }
    let known =
        |name: &str| own.contains(&name) || declared.iter().any(|(known, _)| *known == name);
    match given.keys().find(|name| !known(name)) {
        Some(name) => Err(format!("`{}` is not declared", name.escape_default())),
        None => Ok(()),
    }
}

fn times(
    setup: &Setup,
    declared: &AssertionSpec,
    claims: &Map<String, Value>,
) -> Result<(), String> {
    let own = |name: &str| declared.claims.iter().any(|(known, _)| *known == name);
    let number = |name: &str| {
        let value = claims.get(name).and_then(Value::as_u64);
        value.ok_or_else(|| format!("`{name}` is no number of seconds"))
    };
    let now = setup
        .now()
        .duration_since(std::time::SystemTime::UNIX_EPOCH)
        .unwrap_or(Duration::ZERO)
        .as_secs();
    if !own("iat") && number("iat")?.abs_diff(now) > TOLERANCE {
        return Err("`iat` is not the present".to_owned());
    }
    if own("exp") {
        return Ok(());
    }
    let exp = number("exp")?;
    if exp <= now {
        return Err("it is over".to_owned());
    }
    if !own("iat") && exp.checked_sub(number("iat")?) != Some(declared.lifetime.as_secs()) {
        return Err("from `iat` to `exp` it is not the declared lifetime".to_owned());
    }
    Ok(())
}
