//! Calls about a token: revocation (RFC 7009), introspection (RFC 7662), userinfo.

use std::time::SystemTime;

use oauth_runtime::spec::{CallKind, Field, Param, Place};
use serde_json::{Value, json};

use super::Done;
use crate::answer::{Document, kept, success_status};
use crate::read::{Params, Request, is_omitted, locate};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Access, Family, Store};

/// A token that works now, and its authorization.
fn live(store: &Store, value: &str, now: SystemTime) -> Result<(Access, Family), Option<u64>> {
    let access = store.access(value).ok_or(None)?;
    let family = store.family(access.family).ok_or(None)?;
    match access.is_over(now) || family.revoked {
        true => Err(Some(access.generation)),
        false => Ok((access, family.clone())),
    }
}

/// The token that a request is about: the standard parameter, or what stands in its
/// place where the declaration omits it.
fn named<'r>(route: &Route, request: &'r Request, params: &'r Params) -> Option<&'r str> {
    let scene = &request.scene;
    let tokens = [&scene.access_token, &scene.refresh_token];
    let declared = || tokens.into_iter().find_map(Option::as_deref);
    match is_omitted(route.call, Param::Token) {
        true => declared(),
        false => params.get(Param::Token),
    }
}

fn need<'r>(route: &Route, request: &'r Request, params: &'r Params) -> Result<&'r str, Refusal> {
    match named(route, request, params) {
        Some(value) => Ok(value),
        None => params.need(Param::Token),
    }
}

pub(super) fn revoke(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    let value = match is_omitted(route.call, Param::Token) {
        true => named(route, request, params),
        false => Some(params.need(Param::Token)?),
    };
    let mut store = shared.store();
    let found = value.and_then(|value| {
        let access = store.access(value);
        let family = access.map(|access| (access.family, access.generation));
        family.or_else(|| store.refresh_token(value))
    });
    if let Some((family, _)) = found {
        let other = store.family(family).and_then(|family| family.client);
        if other.is_some() && params.client.is_some() && other != params.client {
            return Err(Refusal::request("the token belongs to another client"));
        }
        store.revoke_family(family);
    }
    // RFC 7009 §2.2: an unknown token is no error.
    let rules = &route.call.answer;
    let mut document = Document::new();
    document.decide(rules.success.as_ref(), true);
    let done = Done::new(document.finish(rules, success_status(rules)));
    Ok(done.presented(found.map(|(_, generation)| generation)))
}

pub(super) fn introspect(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let value = need(route, request, params)?;
    let rules = &route.call.answer;
    let mut document;
    let generation;
    match live(&shared.store(), value, setup.now()) {
        Ok((access, family)) => {
            let client = family.client.and_then(|at| setup.clients.get(at));
            document = Document::from(json!({
                "sub": family.subject,
                "username": family.subject,
                "client_id": client.as_ref().map(|client| client.id.as_str()),
                "scope": family.scope,
                "token_type": "Bearer",
                "iat": setup.written(access.issued),
                "exp": access.ends.map(|end| setup.written(end)),
            }));
            document.field(rules, Field::Active, Value::Bool(true));
            kept(setup, rules, &mut document);
            generation = Some(access.generation);
        }
        Err(known) => {
            let (place, _) = locate(setup, route.kind, route.call, Param::Token);
            let by_bearer = place == Place::Bearer
                || request.headers.contains_key("authorization") && params.client.is_none();
            if by_bearer {
                return Err(unknown(shared, route.kind, known));
            }
            document = Document::new();
            document.field(rules, Field::Active, Value::Bool(false));
            generation = known;
        }
    }
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))).presented(generation))
}

pub(super) fn userinfo(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    let value = need(route, request, params)?;
    let (access, family) = live(&shared.store(), value, shared.setup.now())
        .map_err(|known| unknown(shared, route.kind, known))?;
    let rules = &route.call.answer;
    let mut document = Document::from(json!({
        "sub": family.subject,
        "name": family.subject,
        "preferred_username": family.subject,
    }));
    kept(&shared.setup, rules, &mut document);
    document.decide(rules.success.as_ref(), true);
    let done = Done::new(document.finish(rules, success_status(rules)));
    Ok(done.presented(Some(access.generation)))
}

fn unknown(shared: &Shared, kind: CallKind, generation: Option<u64>) -> Refusal {
    let api = shared.setup.spec.api.map(|api| api.renew_on);
    let status = api.and_then(<[u16]>::first).copied().unwrap_or(401);
    let mut refusal = Refusal::new("invalid_token", "the access token is unknown or over")
        .status(status)
        .key(format!("{}(url)", kind.key()))
        .renewable();
    refusal.presented = generation;
    refusal
}
