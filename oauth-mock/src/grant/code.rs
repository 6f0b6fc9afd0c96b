//! The exchange of a code (RFC 6749 §4.1.3, RFC 7636 §4.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{CallKind, Param, Pkce};
use sha2::{Digest, Sha256};

use super::refresh::carries_token;
use super::{Done, check_client, issue};
use crate::read::{Params, is_omitted};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::setup::Setup;
use crate::store::{Code, Store};

pub(super) fn exchange(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut store = shared.store();
    let value = match params.get(Param::Code) {
        Some(given) => given.to_owned(),
        None if is_omitted(route.call, Param::Code) => match store.waiting_code(params.client) {
            Some(waiting) => waiting,
            None => return again(shared, &mut store, route, params),
        },
        None => params.need(Param::Code)?.to_owned(),
    };
    let Some(code) = store.code(&value) else {
        return Err(Refusal::grant("nobody issued this code"));
    };
    if let Some(family) = code.used {
        // RFC 6749 §4.1.2: everything issued from it is revoked.
        store.revoke_family(family);
        return Err(Refusal::grant(
            "the code was used before; the tokens it brought are revoked",
        ));
    }
    if setup.now() >= code.ends {
        return Err(Refusal::grant("the code is over").key("lifetimes(code)"));
    }
    let code = code.clone();
    check_client(&code.family, params.client)?;
    check_redirect_uri(setup, route, params, &code)?;
    check_verifier(params, &code)?;
    params.repeats(Param::State, code.state.as_deref())?;
    if code.family.obtained_by == CallKind::Authorize {
        params.repeats(Param::Scope, code.family.scope.as_deref())?;
    }
    let mut family = code.family;
    if family.client.is_none() {
        family.client = params.client;
    }
    for (known, param) in [
        (&mut family.scope, Param::Scope),
        (&mut family.redirect_uri, Param::RedirectUri),
    ] {
        if known.is_none() {
            *known = params.get(param).map(str::to_owned);
        }
    }
    let at = store.add_family(family);
    if let Some(code) = store.code(&value) {
        code.used = Some(at);
    }
    let with_refresh = setup.gives_refresh_token(CallKind::Token);
    issue(shared, &mut store, route.call, at, None, with_refresh)
}

/// A call without a code that is made again: where the refresh is the same call, it is one.
fn again(
    shared: &Shared,
    store: &mut Store,
    route: &Route,
    params: &Params,
) -> Result<Done, Refusal> {
    let refresh = shared.setup.spec.call(CallKind::Refresh);
    let at = refresh
        .filter(|call| !carries_token(call))
        .and_then(|_| store.newest_family_of(params.client))
        .ok_or_else(|| Refusal::grant("nobody has signed in"))?;
    issue(shared, store, route.call, at, None, false)
}

fn check_redirect_uri(
    setup: &Setup,
    route: &Route,
    params: &Params,
    code: &Code,
) -> Result<(), Refusal> {
    let refused = |text| Err(Refusal::grant(text).of(CallKind::Token, "names", Param::RedirectUri));
    let omitted = is_omitted(route.call, Param::RedirectUri);
    let by_browser = code.family.obtained_by == CallKind::Authorize;
    match (params.get(Param::RedirectUri), &code.family.redirect_uri) {
        (None, Some(_)) if !omitted => {
            refused("`redirect_uri` is missing, and the authorization had one")
        }
        (Some(given), Some(known)) if given != known => {
            refused("`redirect_uri` differs from the one of the authorization")
        }
        (Some(_), None) if by_browser => {
            refused("`redirect_uri` is sent, and the authorization had none")
        }
        (Some(given), None) if !setup.is_registered(params.client, given) => {
            refused("`redirect_uri` is not registered")
        }
        _ => Ok(()),
    }
}

fn check_verifier(params: &Params, code: &Code) -> Result<(), Refusal> {
    let refused = |text| Err(Refusal::grant(text).key("pkce"));
    let (verifier, (method, challenge)) = match (params.get(Param::CodeVerifier), &code.challenge) {
        (None, None) => return Ok(()),
        (Some(_), None) => {
            return refused("`code_verifier` is sent, and the authorization had no challenge");
        }
        (None, Some(_)) => return refused("`code_verifier` is missing"),
        (Some(verifier), Some(challenge)) => (verifier, challenge),
    };
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    if !(43..=128).contains(&verifier.len()) || !verifier.bytes().all(unreserved) {
        return refused("`code_verifier` is not 43 to 128 unreserved characters");
    }
    let hash = || Sha256::digest(verifier);
    let computed = match method {
        Pkce::S256 => URL_SAFE_NO_PAD.encode(hash()),
        Pkce::S256Hex => hash().iter().map(|byte| format!("{byte:02x}")).collect(),
        _ => verifier.to_owned(),
    };
    match computed == *challenge {
        true => Ok(()),
        false => refused("`code_verifier` does not fit the challenge of the authorization"),
    }
}
