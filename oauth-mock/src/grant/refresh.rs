//! The refresh grant (RFC 6749 §6) with rotation and reuse detection (RFC 9700 §4.14.2).

use oauth_runtime::spec::{Param, Slot};

use super::{Done, check_client, family, issue};
use crate::read::{Params, is_omitted};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Spent, Store};

pub(super) fn refresh(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let mut store = shared.store();
    if is_omitted(route.call, Param::RefreshToken) {
        return by_carried(shared, &mut store, route, params);
    }
    let value = params.need(Param::RefreshToken)?;
    rotate(shared, &mut store, route, params, value)
}

/// A refresh that names its token in a parameter of the provider's own, or trades in
/// the access token, also one that is over.
fn by_carried(
    shared: &Shared,
    store: &mut Store,
    route: &Route,
    params: &Params,
) -> Result<Done, Refusal> {
    if let Some(value) = params.carried(Slot::RefreshToken) {
        return rotate(shared, store, route, params, value);
    }
    let value = params
        .carried(Slot::AccessToken)
        .ok_or_else(|| Refusal::request("no token stands where the refresh declares one"))?;
    let access = store
        .access(value)
        .ok_or_else(|| Refusal::grant("nobody issued this access token"))?;
    let family = family(store, access.family)?;
    check_client(&family, params.client).map_err(|refusal| refusal.presented(access.generation))?;
    if family.revoked {
        return Err(Refusal::grant("the authorization was revoked").presented(access.generation));
    }
    let done = issue(shared, store, route.call, access.family, None, false)?;
    Ok(done.presented(Some(access.generation)))
}

fn rotate(
    shared: &Shared,
    store: &mut Store,
    route: &Route,
    params: &Params,
    value: &str,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    // A request with another mistake must not use the token up.
    if let Some((at, generation)) = store.refresh_token(value) {
        let family = family(store, at)?;
        check_client(&family, params.client)
            .and_then(|()| params.repeats(Param::RedirectUri, family.redirect_uri.as_deref()))
            .and_then(|()| params.repeats(Param::Scope, family.scope.as_deref()))
            .map_err(|refusal| refusal.presented(generation))?;
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
            let done = issue(shared, store, route.call, family, Some(value), rotates)?;
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
