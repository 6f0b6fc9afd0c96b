//! The refresh grant (RFC 6749 §6) with rotation and reuse detection (RFC 9700 §4.14.2).

use oauth_runtime::spec::{CallSpec, Param, ParamRule, Part, Place, Slot};

use super::{Done, check_client, family, issue};
use crate::answer;
use crate::read::{Params, Request, is_omitted};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Family, RefreshPlan, Spent, Store, end};
use crate::template::{in_call, words};

pub(super) fn refresh(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    match (
        is_omitted(route.call, Param::RefreshToken),
        params.carried(Slot::RefreshToken),
    ) {
        (false, _) => by_refresh_token(shared, route, params, params.need(Param::RefreshToken)?),
        (true, Some(value)) => by_refresh_token(shared, route, params, value),
        (true, None) => by_access_token(shared, route, request, params),
    }
}

fn by_refresh_token(
    shared: &Shared,
    route: &Route,
    params: &Params,
    value: &str,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    // A request with another mistake must not use the token up.
    if let Some((at, generation)) = store.refresh_token(value) {
        let family = family(&store, at)?;
        check_client(&family, params.client)
            .and_then(|()| params.repeats(Param::RedirectUri, family.redirect_uri.as_deref()))
            .and_then(|()| params.repeats(Param::Scope, family.scope.as_deref()))
            .map_err(|refusal| refusal.presented(generation))?;
    }
    if let Some((at, generation)) = store.refresh_token(value) {
        let own = family(&store, at)?;
        if own.realm == 0 && shared.realm > 0 {
            if !store.is_live(value, setup.rotation, setup.now()) {
                return Err(Refusal::grant("the refresh token is over").presented(generation));
            }
            let at = store.add_family(Family {
                realm: shared.realm,
                ..own
            });
            let with_refresh = setup.gives_refresh_token(route.kind);
            let done = issue(shared, &mut store, route.call, at, None, with_refresh)?;
            return Ok(done.presented(Some(generation)));
        }
        if own.realm != shared.realm {
            return Err(Refusal::grant("the refresh token is one of another token")
                .presented(generation)
                .key("second_token"));
        }
    }
    let refused =
        |text, generation| Err(Refusal::grant(text).presented(generation).key("rotation"));
    match store.spend(value, setup.rotation, setup.now()) {
        Spent::Good {
            family,
            generation,
            rotates,
        } => {
            if setup.old_access_token_dies {
                store.invalidate_access(Some(family));
            }
            if route.call.answer.keeps_token {
                let done = prolong(shared, &mut store, route, family, Some((value, rotates)));
                return Ok(done.presented(Some(generation)));
            }
            let done = issue(shared, &mut store, route.call, family, Some(value), rotates)?;
            Ok(done.presented(Some(generation)))
        }
        Spent::Unknown => Err(Refusal::grant("nobody issued this refresh token")),
        Spent::Over(generation) => Err(Refusal::grant("the refresh token is over")
            .presented(generation)
            .key("lifetimes(refresh_token)")),
        Spent::Revoked(generation) => refused("the authorization was revoked", generation),
        Spent::Reused(generation) => refused(
            "the refresh token was used before; everything that descends from it is revoked",
            generation,
        ),
    }
}

/// A token that renews itself, or that is renewed by what else the request holds.
fn by_access_token(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    let words = words(request);
    let known = words.iter().find_map(|word| store.access(word));
    let other = words.iter().find_map(|word| store.refresh_token(word));
    let known = known.map(|access| (access.family, access.generation));
    // The server knows whom it has to do with, and nothing else.
    let unnamed = match carries_token(route.call) {
        true => None,
        false => store
            .newest_family_of(params.client)
            .map(|at| (at, store.generation())),
    };
    let Some((at, generation)) = known.or(other).or(unnamed) else {
        return Err(Refusal::grant(
            "nobody issued the token that is to be renewed",
        ));
    };
    let own = family(&store, at)?;
    check_client(&own, params.client)?;
    if own.revoked {
        return Err(Refusal::grant("the authorization was revoked").presented(generation));
    }
    if route.call.answer.keeps_token {
        let done = prolong(shared, &mut store, route, at, None);
        return Ok(done.presented(Some(generation)));
    }
    if setup.old_access_token_dies {
        store.invalidate_access(Some(at));
    }
    let done = issue(shared, &mut store, route.call, at, None, false)?;
    Ok(done.presented(Some(generation)))
}

/// Whether a call names the token that it renews.
pub(super) fn carries_token(call: &CallSpec) -> bool {
    let is_token =
        |part: &Part| matches!(part, Part::Slot(Slot::AccessToken | Slot::RefreshToken, _));
    let by_bearer = |rule: &ParamRule| rule.place == Some(Place::Bearer);
    !is_omitted(call, Param::RefreshToken)
        || in_call(call, &is_token)
        || call.rules.iter().any(by_bearer)
}

/// The access token of a family lives on, and the answer brings none.
fn prolong(
    shared: &Shared,
    store: &mut Store,
    route: &Route,
    at: usize,
    refresh: Option<(&str, bool)>,
) -> Done {
    let setup = &shared.setup;
    let now = setup.now();
    let ends = end(now, setup.access_token_lifetime(route.call));
    let plan = refresh.and_then(|(parent, rotates)| {
        rotates.then(|| RefreshPlan {
            ends: end(now, setup.refresh_token_lifetime()),
            parent: Some(parent),
        })
    });
    let (generation, refresh_token) = store.prolong(at, ends, plan);
    Done {
        answer: answer::prolonged(setup, route.call, ends, refresh_token),
        presented: None,
        issued: Some(generation),
    }
}
