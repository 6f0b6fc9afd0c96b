//! Backchannel authentication (OpenID CIBA §7).

use oauth_runtime::spec::{CallKind, Field, Param};

use super::device::seconds;
use super::{Done, scope};
use crate::answer::{Document, kept, success_status};
use crate::read::{Params, Request};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::Family;

pub(super) fn authenticate(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    scope::check(setup, params)?;
    let text = |name: &str| request.text(setup, route.call.place, name);
    check_hint(shared, request, route, params)?;
    let lifetime = match text("requested_expiry") {
        None => setup.device_lifetime,
        Some(asked) => match asked.parse() {
            Ok(asked) if asked > 0 => std::time::Duration::from_secs(asked),
            _ => {
                return Err(Refusal::request(
                    "`requested_expiry` is no positive number (OpenID CIBA §7.1)",
                ));
            }
        },
    };
    let family = Family {
        client: params.client,
        subject: setup.username.clone(),
        scope: params.get(Param::Scope).map(str::to_owned),
        redirect_uri: None,
        nonce: None,
        obtained_by: CallKind::BackchannelAuthentication,
        revoked: false,
        realm: 0,
    };
    let now = setup.now();
    let ends = now.checked_add(lifetime).unwrap_or(now);
    let (auth_req_id, _) = shared
        .store()
        .add_device(family, ends, setup.device_interval);
    let rules = &route.call.answer;
    let mut document = Document::new();
    for (field, value) in [
        (Field::AuthReqId, auth_req_id.into()),
        (Field::ExpiresIn, lifetime.as_secs().into()),
        (Field::Interval, seconds(setup.device_interval)),
    ] {
        document.field(rules, field, value);
    }
    kept(setup, rules, &mut document);
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))))
}

/// Exactly one hint, and one of somebody who is known.
fn check_hint(
    shared: &Shared,
    request: &Request,
    route: &Route,
    params: &Params,
) -> Result<(), Refusal> {
    let setup = &shared.setup;
    let text = |name: &str| request.text(setup, route.call.place, name);
    let (name, token) = (text("login_hint"), text("login_hint_token"));
    let id_token = params.get(Param::IdTokenHint);
    let store = shared.store();
    let known = match (&name, &token, id_token) {
        (Some(name), None, None) => *name == setup.username,
        (None, Some(token), None) => store.trusted(token).is_some(),
        (None, None, Some(id_token)) => store.trusted(id_token).is_some(),
        _ => {
            return Err(Refusal::request(
                "exactly one of `login_hint`, `login_hint_token` and `id_token_hint` says who is asked (OpenID CIBA §7.1)",
            ));
        }
    };
    match known {
        true => Ok(()),
        false => Err(Refusal::new(
            "unknown_user_id",
            "nobody is known by this hint",
        )),
    }
}
