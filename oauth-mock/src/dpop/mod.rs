//! DPoP from the server's side (RFC 9449): what a proof must be, what it binds, and the
//! nonces that both servers can demand.

mod nonce;
mod proof;
mod verify;

use std::collections::HashMap;

use oauth_runtime::spec::{CallKind, Param, Slot};

use nonce::Nonces;
pub(crate) use nonce::Role;
use proof::Proof;

use crate::answer::Answer;
use crate::grant::Done;
use crate::read::{Params, Request};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;

/// What a server knows of keys.
#[derive(Default)]
pub(crate) struct Dpop {
    pub(crate) nonces: Nonces,
    /// The thumbprint of the key to which the tokens of a family are bound.
    families: HashMap<usize, String>,
    /// The `dpop_jkt` of an authorization request, by its code (RFC 9449 §10).
    codes: HashMap<String, String>,
    /// When each proof was made, so that none counts twice (RFC 9449 §11.1).
    seen: HashMap<String, u64>,
}

impl Dpop {
    /// Keeps the key that a code is bound to.
    pub(crate) fn bind_code(&mut self, code: &str, thumbprint: &str) {
        self.codes.insert(code.to_owned(), thumbprint.to_owned());
    }

    /// The key that the tokens of a family are bound to.
    pub(crate) fn of_family(&self, family: usize) -> Option<&str> {
        self.families.get(&family).map(String::as_str)
    }
}

/// As what the server answers a call.
pub(crate) fn role(route: &Route) -> Option<Role> {
    let carries = matches!(
        route.kind,
        CallKind::Api | CallKind::Learn | CallKind::UserInfo
    );
    match route.kind {
        _ if carries || route.carries_token() => Some(Role::Resource),
        CallKind::Par => Some(Role::Authorization),
        kind => kind.yields_token().then_some(Role::Authorization),
    }
}

/// Checks the proof of a request, and that its key is the one to which code or token
/// are bound. Answers the key's thumbprint.
pub(crate) fn check(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Option<String>, Refusal> {
    let setup = &shared.setup;
    let Some(dpop) = setup.spec.dpop else {
        return match request.header("dpop") {
            Some(_) => Err(Refusal::request("a proof is sent, and none is declared").key("dpop")),
            None => Ok(None),
        };
    };
    let Some(role) = role(route) else {
        return Ok(None);
    };
    let token = match role {
        Role::Resource => token(shared, request),
        Role::Authorization => None,
    };
    let named = |refusal: Refusal| refusal.key("dpop").status(role.status());
    let proof = Proof::read(dpop.alg, request).map_err(named)?;
    let now = setup.written(setup.now());
    let url = format!("{}{}", shared.origin, request.path);
    proof
        .check(request, &url, now, token.as_deref())
        .map_err(named)?;
    let mut store = shared.store();
    store.dpop.nonces.check(role, &proof).map_err(named)?;
    store.dpop.once(&proof, now).map_err(named)?;
    let bound = match (route.kind, &token) {
        (CallKind::Token, _) => {
            let code = params.get(Param::Code).unwrap_or_default();
            store.dpop.codes.get(code).cloned()
        }
        (CallKind::Refresh, _) => {
            let given = params.get(Param::RefreshToken);
            let given = given.or_else(|| params.carried(Slot::RefreshToken));
            let family = given.and_then(|given| Some(store.refresh_token(given)?.0));
            family.and_then(|family| store.dpop.of_family(family).map(str::to_owned))
        }
        (_, Some(token)) => {
            let family = store.access(token).map(|access| access.family);
            family.and_then(|family| store.dpop.of_family(family).map(str::to_owned))
        }
        (CallKind::Par, _) => params.get(Param::DpopJkt).map(str::to_owned),
        _ => None,
    };
    match bound {
        Some(bound) if bound != proof.thumbprint => {
            let error = match role {
                Role::Resource => "invalid_token",
                Role::Authorization => "invalid_grant",
            };
            Err(named(Refusal::new(
                error,
                "it is bound to another key than the one that is proved",
            )))
        }
        _ => Ok(Some(proof.thumbprint)),
    }
}

impl Dpop {
    /// No proof counts twice.
    fn once(&mut self, proof: &Proof, now: u64) -> Result<(), Refusal> {
        const KEPT: usize = 20_000;
        if self.seen.len() > KEPT {
            self.seen
                .retain(|_, made| made.saturating_add(proof::WINDOW) >= now);
        }
        match self.seen.insert(proof.id.clone(), proof.issued_at) {
            None => Ok(()),
            Some(_) => Err(proof::refused("this proof was used before")),
        }
    }
}

/// Binds what was granted to the key that was proved.
pub(crate) fn bind(shared: &Shared, done: &Done, thumbprint: Option<String>) {
    let (Some(thumbprint), Some(generation)) = (thumbprint, done.issued) else {
        return;
    };
    let mut store = shared.store();
    if let Some(family) = store.family_of(generation) {
        store.dpop.families.insert(family, thumbprint);
    }
}

/// Names the nonce for the next proof in any answer (RFC 9449 §8.2).
pub(crate) fn add_nonce(shared: &Shared, route: &Route, answer: &mut Answer) {
    let demanded = || {
        shared.setup.spec.dpop?;
        shared.store().dpop.nonces.current(role(route)?)
    };
    if let Some(nonce) = demanded() {
        answer.header(http::HeaderName::from_static("dpop-nonce"), &nonce);
    }
}

/// The access token of a request, wherever the declaration lets it travel.
fn token(shared: &Shared, request: &Request) -> Option<String> {
    let setup = &shared.setup;
    let mut forms = setup.bearers();
    forms.extend(setup.bearers_beside());
    forms
        .iter()
        .find_map(|form| request.bearer(form))
        .or_else(|| request.scene.access_token.clone())
}
