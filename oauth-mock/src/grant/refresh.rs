//! The refresh grant (RFC 6749 §6) with rotation and reuse detection (RFC 9700 §4.14.2).

use oauth_runtime::spec::Param;

use super::{Done, check_client, family, issue};
use crate::read::Params;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::Spent;

pub(super) fn refresh(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    let value = params.need(Param::RefreshToken)?;
    // A request with another mistake must not use the token up.
    if let Some((at, generation)) = store.refresh_token(value) {
        let family = family(&store, at)?;
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
