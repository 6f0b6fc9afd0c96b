//! Grants without a browser (RFC 6749 §4.3, §4.4) and the code request.

use oauth_runtime::spec::{CallKind, ClientAuth, Field, Param};

use super::{Done, issue, scope};
use crate::answer::{Document, success_status};
use crate::clients::Registered;
use crate::read::{Params, is_omitted};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::setup::Setup;
use crate::store::{Code, Family};

fn family(setup: &Setup, params: &Params, kind: CallKind, subject: &str) -> Family {
    Family {
        client: params.client,
        subject: subject.to_owned(),
        scope: params.get(Param::Scope).map(str::to_owned),
        redirect_uri: params
            .get(Param::RedirectUri)
            .filter(|uri| setup.is_registered(params.client, uri))
            .map(str::to_owned),
        nonce: None,
        obtained_by: kind,
        revoked: false,
        realm: 0,
    }
}

pub(super) fn client_credentials(
    shared: &Shared,
    route: &Route,
    params: &Params,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let client = params.client.and_then(|at| setup.clients.get(at));
    let declared = setup.client_auth(route.kind, route.call);
    let is_public = client.as_deref().is_some_and(Registered::is_public);
    if is_public && !matches!(declared, ClientAuth::None) {
        return Err(Refusal::new(
            "unauthorized_client",
            "a client without a secret cannot act for itself",
        )
        .key("client_credentials"));
    }
    check_required_scope(setup, route, params)?;
    scope::check(setup, params)?;
    let subject = client
        .as_ref()
        .map_or("client", |client| client.id.as_str());
    let mut store = shared.store();
    let at = store.add_family(family(setup, params, route.kind, subject));
    let with_refresh = setup.gives_refresh_token(route.kind);
    issue(shared, &mut store, route.call, at, None, with_refresh)
}

pub(super) fn password(shared: &Shared, route: &Route, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    check_user(setup, params)?;
    check_required_scope(setup, route, params)?;
    scope::check(setup, params)?;
    let mut store = shared.store();
    let at = store.add_family(family(setup, params, route.kind, &setup.username));
    let with_refresh = setup.gives_refresh_token(route.kind);
    issue(shared, &mut store, route.call, at, None, with_refresh)
}

pub(super) fn code_request(
    shared: &Shared,
    route: &Route,
    params: &Params,
) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    check_user(setup, params)?;
    scope::check(setup, params)?;
    let now = setup.now();
    let code = Code {
        family: family(setup, params, route.kind, &setup.username),
        challenge: None,
        state: None,
        ends: now.checked_add(setup.code_lifetime).unwrap_or(now),
        used: None,
    };
    let value = shared.store().add_code(code, false);
    let rules = &route.call.answer;
    let mut document = Document::new();
    document.field(rules, Field::Code, value.into());
    document.decide(rules.success.as_ref(), true);
    Ok(Done::new(document.finish(rules, success_status(rules))))
}

fn check_user(setup: &Setup, params: &Params) -> Result<(), Refusal> {
    let username = params.need(Param::Username)?;
    let password = params.need(Param::Password)?;
    match username == setup.username && setup.password.matches(password) {
        true => Ok(()),
        false => Err(Refusal::grant("user name or password are wrong")),
    }
}

fn check_required_scope(setup: &Setup, route: &Route, params: &Params) -> Result<(), Refusal> {
    let wanted = setup.spec.scopes.required && !is_omitted(route.call, Param::Scope);
    match wanted && params.get(Param::Scope).is_none() {
        true => Err(Refusal::new("invalid_scope", "`scope` is missing").key("scopes(required)")),
        false => Ok(()),
    }
}
