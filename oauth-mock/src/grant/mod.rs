//! What each call does once its request was read.

mod api;
mod authorize;
mod backchannel;
mod bearer;
mod code;
mod device;
mod direct;
mod exchange;
mod packed;
mod refresh;
mod scope;
mod step;
mod token_info;
mod webhook;

pub(crate) use authorize::{Decision, decide};
pub(crate) use packed::Waiting;
pub(crate) use step::differs;
pub(crate) use webhook::webhook;

use oauth_runtime::spec::{CallKind, CallSpec, Field, Param, SecondBy};

use crate::answer::{self, Answer, Extra};
use crate::dpop;
use crate::read::{Params, Request, is_omitted, locate, read};
use crate::refusal::Refusal;
use crate::registration;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Family, RefreshPlan, Store, end};
use crate::template::scenes;

/// A request that was granted.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) presented: Option<u64>,
    pub(crate) issued: Option<u64>,
}

impl Done {
    pub(crate) fn new(answer: Answer) -> Self {
        Self {
            answer,
            presented: None,
            issued: None,
        }
    }

    /// With further fields, or others in place of the usual ones.
    fn with(mut self, extra: Vec<Extra>) -> Self {
        self.answer.add(extra);
        self
    }

    fn presented(mut self, generation: Option<u64>) -> Self {
        self.presented = generation;
        self
    }
}

/// Serves a request of a declared call.
pub(crate) fn serve(shared: &Shared, route: &Route, request: &Request) -> Result<Done, Refusal> {
    if route.kind == CallKind::Jwks {
        let keys = shared.setup.keys.set().to_string();
        return Ok(Done::new(Answer::new(200, "application/json", keys)));
    }
    if route.kind == CallKind::Registration {
        return registration::register(shared, route, request);
    }
    let unpacked = match route.kind {
        CallKind::Authorize => packed::unpacked(shared, route, request)?,
        _ => None,
    };
    let request = unpacked.as_ref().unwrap_or(request);
    let mut refused = None;
    for route in shared.alternatives(route) {
        match serve_as(shared, route, request) {
            Ok(done) => return Ok(done),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    Err(refused.unwrap_or_else(|| Refusal::request("nothing explains the request")))
}

/// Whether a request obeys a refresh call of this server.
pub(crate) fn explains(shared: &Shared, request: &Request) -> bool {
    let mut routes = shared.routes.iter();
    let route = routes.find(|route| route.kind == CallKind::Refresh);
    route.is_some_and(|route| {
        let owner = owner(shared, route, request);
        match route.is_live {
            false => read(&shared.setup, route, request, owner).is_ok(),
            true => {
                let possible = scenes(&shared.setup, &shared.store(), route, request);
                possible.into_iter().any(|scene| {
                    let request = Request {
                        scene,
                        ..request.clone()
                    };
                    read(&shared.setup, route, &request, owner).is_ok()
                })
            }
        }
    })
}

/// Reads a request as one call, in each scene in which it may have been made.
fn serve_as(shared: &Shared, route: &Route, request: &Request) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let owner = owner(shared, route, request);
    step::check_turn(shared, route)?;
    if !route.is_live {
        let params = read(setup, route, request, owner)?;
        return granted(shared, route, request, &params);
    }
    let possible = scenes(setup, &shared.store(), route, request);
    let mut refused = None;
    for scene in possible {
        let request = Request {
            scene,
            ..request.clone()
        };
        match read(setup, route, &request, owner) {
            Ok(params) => return granted(shared, route, &request, &params),
            Err(refusal) => refused = refused.or(Some(refusal)),
        }
    }
    Err(refused.unwrap_or_else(|| Refusal::request("nothing explains the request")))
}

/// Goes on with a request that obeys its declaration.
fn granted(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    packed::first_use(shared, params)?;
    let key = dpop::check(shared, route, request, params)?;
    let done = answered(shared, route, request, params)?;
    dpop::bind(shared, &done, key);
    step::take_turn(shared, route);
    Ok(done)
}

fn answered(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    if let Some(step) = route.step {
        return step::serve(shared, route, step, request);
    }
    match route.kind {
        CallKind::Authorize => authorize::serve(shared, route, request, params),
        CallKind::Par => packed::push(shared, request, params),
        CallKind::Token => code::exchange(shared, route, params),
        CallKind::Refresh => refresh::refresh(shared, route, request, params),
        CallKind::Learn => step::learn(shared, route, request),
        CallKind::ClientCredentials => direct::client_credentials(shared, route, params),
        CallKind::Password => direct::password(shared, route, params),
        CallKind::CodeRequest => direct::code_request(shared, route, params),
        CallKind::Device => device::authorize(shared, route, params),
        CallKind::DeviceToken => device::poll(shared, route, params, Param::DeviceCode),
        CallKind::BackchannelAuthentication => {
            backchannel::authenticate(shared, route, request, params)
        }
        CallKind::BackchannelToken => device::poll(shared, route, params, Param::AuthReqId),
        CallKind::TokenExchange => exchange::exchange(shared, route, params),
        CallKind::JwtBearer | CallKind::Saml2Bearer => bearer::assertion(shared, route, params),
        CallKind::Revoke => token_info::revoke(shared, route, request, params),
        CallKind::Introspect => token_info::introspect(shared, route, request, params),
        CallKind::UserInfo => token_info::userinfo(shared, route, request, params),
        CallKind::Api => api::serve(shared, route, request),
        _ => Err(Refusal::new(
            "server_error",
            "the mock does not know this kind of call",
        )),
    }
}

/// The client that the presented grant was made for, where the call does not name it.
/// Without a grant it is the only one that is registered.
fn owner(shared: &Shared, route: &Route, request: &Request) -> Option<usize> {
    if !is_omitted(route.call, Param::ClientId) {
        return None;
    }
    let setup = &shared.setup;
    let given = |param| {
        let (place, name) = locate(setup, route.kind, route.call, param);
        request.text(setup, place, name)
    };
    let mut store = shared.store();
    let granted = match route.kind {
        CallKind::Token => given(Param::Code).and_then(|code| store.code(&code)?.family.client),
        CallKind::DeviceToken => {
            given(Param::DeviceCode).and_then(|code| store.device(&code)?.family.client)
        }
        CallKind::BackchannelToken => {
            given(Param::AuthReqId).and_then(|id| store.device(&id)?.family.client)
        }
        CallKind::Refresh => given(Param::RefreshToken).and_then(|token| store.client_of(&token)),
        CallKind::Revoke | CallKind::Introspect => {
            given(Param::Token).and_then(|token| store.client_of(&token))
        }
        _ => None,
    };
    let only = setup.clients.only();
    granted.or(only)
}

/// Issues tokens for a family and answers them.
fn issue(
    shared: &Shared,
    store: &mut Store,
    call: &'static CallSpec,
    at: usize,
    parent: Option<&str>,
    with_refresh: bool,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let now = setup.now();
    let plan = with_refresh.then(|| RefreshPlan {
        ends: end(now, setup.refresh_token_lifetime()),
        parent,
    });
    let access_ends = end(now, setup.access_token_lifetime(call));
    let claims = answer::claims(setup, &call.answer, Field::AccessToken, access_ends);
    let issued = store.issue(at, now, access_ends, plan, claims.as_ref());
    let family = family(store, at)?;
    let mut seconds = Vec::new();
    let first = parent.is_none() && shared.realm == 0 && call.kind != CallKind::Refresh;
    for (by, second) in shared.seconds.iter().filter(|_| first) {
        if let (SecondBy::Answer, Some(own)) = (*by, second.setup.spec.call(CallKind::Token)) {
            let at = store.add_family(Family {
                realm: second.realm,
                ..family.clone()
            });
            let plan = second
                .setup
                .gives_refresh_token(CallKind::Token)
                .then(|| RefreshPlan {
                    ends: end(now, second.setup.refresh_token_lifetime()),
                    parent: None,
                });
            let ends = end(now, second.setup.access_token_lifetime(own));
            let issued = store.issue(at, now, ends, plan, None);
            seconds.push((&second.setup, own, issued));
        }
    }
    Ok(Done {
        answer: answer::tokens(setup, call, &family, &issued, &seconds),
        presented: None,
        issued: Some(issued.generation),
    })
}

fn family(store: &Store, at: usize) -> Result<Family, Refusal> {
    store
        .family(at)
        .cloned()
        .ok_or_else(|| Refusal::new("server_error", "the grant is gone"))
}

/// A grant belongs to the client that it was made for.
fn check_client(family: &Family, client: Option<usize>) -> Result<(), Refusal> {
    match (family.client, client) {
        (Some(own), Some(given)) if own != given => {
            Err(Refusal::grant("the grant was made for another client"))
        }
        _ => Ok(()),
    }
}
