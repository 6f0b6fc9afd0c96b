//! The authorization request and its response (RFC 6749 §4.1.1, §4.1.2).

use oauth_runtime::spec::{CallbackMode, Grants, Param, Pkce, Source, StatePolicy};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use super::{Done, scope};
use crate::answer::Answer;
use crate::page;
use crate::read::{Params, Request, is_omitted, read};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::{Consent, Shared};
use crate::setup::Setup;
use crate::store::{Code, Family};
use crate::template::plain;

/// What the user said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Approve,
    Deny,
}

pub(super) fn serve(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<Done, Refusal> {
    check(shared, route, request, params)?;
    let decision = match shared.consent() {
        Consent::Approve => Decision::Approve,
        Consent::Deny => Decision::Deny,
        Consent::Page => {
            let ticket = shared.store().add_consent(request.clone());
            let client = params.client.and_then(|at| shared.setup.clients.get(at));
            let page = page::consent(
                shared.setup.spec.name,
                client.as_ref().map_or("", |client| client.id.as_str()),
                params.get(Param::Scope),
                &ticket,
            );
            return Ok(Done::new(Answer::html(200, page)));
        }
    };
    answer(shared, params, decision)
}

/// Goes on with a request that waited on a consent page.
pub(crate) fn decide(
    shared: &Shared,
    route: &Route,
    request: &Request,
    decision: Decision,
) -> Result<Done, Refusal> {
    let params = read(&shared.setup, route, request, None)?;
    check(shared, route, request, &params)?;
    answer(shared, &params, decision)
}

pub(super) fn check(
    shared: &Shared,
    route: &Route,
    request: &Request,
    params: &Params,
) -> Result<(), Refusal> {
    let setup = &shared.setup;
    let redirect_uri = redirect_uri(setup, route, params)?;
    let wants_state = setup.spec.callback.state_policy == StatePolicy::Required;
    if redirect_uri.is_some() && wants_state && params.get(Param::State).is_none() {
        return Err(Refusal::request("`state` is missing in the query").key("callback(state)"));
    }
    scope::check(setup, params)?;
    scope::check_query(setup, route, request)?;
    match params.get(Param::CodeChallenge) {
        Some(challenge) if !has_form(setup.pkce(), challenge) => Err(Refusal::request(
            "`code_challenge` does not have the form that its method gives it",
        )
        .key("pkce")),
        _ => Ok(()),
    }
}

/// RFC 7636 §4.2
fn has_form(method: Pkce, challenge: &str) -> bool {
    let unreserved = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    match method {
        Pkce::S256 => {
            challenge.len() == 43
                && challenge
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        }
        Pkce::S256Hex => {
            challenge.len() == 64
                && challenge
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        }
        _ => (43..=128).contains(&challenge.len()) && challenge.bytes().all(unreserved),
    }
}

/// The redirect URI of a request; `None` for a sign-in by PIN.
fn redirect_uri(setup: &Setup, route: &Route, params: &Params) -> Result<Option<String>, Refusal> {
    if let Some(given) = params.get(Param::RedirectUri) {
        if setup.spec.callback.state_policy == StatePolicy::InRedirectUri {
            return with_state(setup, params.client, given).map(Some);
        }
        return match setup.is_registered(params.client, given) {
            true => Ok(Some(given.to_owned())),
            false => Err(Refusal::request(
                "`redirect_uri` is not registered; it is compared byte for byte",
            )),
        };
    }
    let omitted = is_omitted(route.call, Param::RedirectUri);
    match (omitted, setup.redirect_uris.as_slice()) {
        (true, [only]) => Ok(Some(only.clone())),
        (true, _) => Err(Refusal::request(
            "no redirect URI is sent, so exactly one must be registered with the mock",
        )),
        (false, _) if setup.spec.grants.contains(Grants::PIN) => Ok(None),
        (false, _) => Err(Refusal::request("`redirect_uri` is missing")),
    }
}

/// A redirect URI with a `state` behind it (`callback(state = in_redirect_uri)`).
fn with_state(setup: &Setup, client: Option<usize>, given: &str) -> Result<String, Refusal> {
    let (plain, state) = given
        .rsplit_once("?state=")
        .or_else(|| given.rsplit_once("&state="))
        .ok_or_else(|| {
            Refusal::request("`redirect_uri` carries no `state` at its end").key("callback(state)")
        })?;
    if state.is_empty() || state.contains(['&', '=']) {
        return Err(
            Refusal::request("the `state` in `redirect_uri` is no single value")
                .key("callback(state)"),
        );
    }
    match setup.is_registered(client, plain) {
        true => Ok(given.to_owned()),
        false => Err(Refusal::request(
            "`redirect_uri` without its `state` is not registered; it is compared byte for byte",
        )),
    }
}

fn answer(shared: &Shared, params: &Params, decision: Decision) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let rules = &setup.spec.callback;
    let redirect_uri = match params.get(Param::RedirectUri) {
        Some(given) => Some(given.to_owned()),
        None => setup
            .redirect_uris
            .first()
            .cloned()
            .filter(|_| !setup.spec.grants.contains(Grants::PIN)),
    };
    let state = params.get(Param::State).map(str::to_owned);
    let mut fields = Vec::new();
    match decision {
        Decision::Approve => {
            let code = add_code(shared, params, redirect_uri.clone(), state.clone());
            if redirect_uri.is_none() {
                return Ok(Done::new(Answer::html(
                    200,
                    page::pin(setup.spec.name, &code),
                )));
            }
            fields.push((rules.code.to_owned(), code));
            for keep in rules.keep {
                let name = match keep.source {
                    Source::Path([name]) => name,
                    _ => keep.name,
                };
                if let Some((_, value)) = setup.kept.iter().find(|(known, _)| known == keep.name) {
                    fields.push((name.to_owned(), plain(value)));
                }
            }
        }
        Decision::Deny => {
            fields.push((rules.error.to_owned(), "access_denied".into()));
            fields.push((
                rules.error_description.to_owned(),
                "the user refused".into(),
            ));
        }
    }
    fields.extend(state.map(|state| (rules.state.to_owned(), state)));
    fields.extend(setup.issuer().map(|issuer| ("iss".to_owned(), issuer)));
    Ok(Done::new(match redirect_uri {
        Some(uri) => respond(setup, &uri, &signed(setup, params, fields)),
        None => Answer::html(
            200,
            page::notice(setup.spec.name, "The sign-in was refused."),
        ),
    }))
}

fn add_code(
    shared: &Shared,
    params: &Params,
    redirect_uri: Option<String>,
    state: Option<String>,
) -> String {
    let setup = &shared.setup;
    let now = setup.now();
    let pin = redirect_uri.is_none();
    let family = Family {
        client: params.client,
        subject: setup.username.clone(),
        scope: params.get(Param::Scope).map(str::to_owned),
        redirect_uri,
        nonce: params.get(Param::Nonce).map(str::to_owned),
        obtained_by: oauth_runtime::spec::CallKind::Authorize,
        revoked: false,
        realm: 0,
    };
    let code = Code {
        family,
        challenge: params
            .get(Param::CodeChallenge)
            .map(|challenge| (setup.pkce(), challenge.to_owned())),
        state,
        ends: now.checked_add(setup.code_lifetime).unwrap_or(now),
        used: None,
    };
    let mut store = shared.store();
    let code = store.add_code(code, pin);
    if let Some(thumbprint) = params.get(Param::DpopJkt) {
        store.dpop.bind_code(&code, thumbprint);
    }
    code
}

/// The response as one signed JWT, where it is declared so (JARM §2.1).
fn signed(setup: &Setup, params: &Params, fields: Vec<(String, String)>) -> Vec<(String, String)> {
    let Some(key) = setup
        .keys
        .server
        .as_ref()
        .filter(|_| setup.signs_responses())
    else {
        return fields;
    };
    let client = params.client.and_then(|at| setup.clients.get(at));
    let now = setup.now();
    let ends = now.checked_add(setup.code_lifetime).unwrap_or(now);
    let mut claims = json!({
        "aud": client.as_ref().map(|client| client.id.as_str()),
        "exp": setup.written(ends),
    });
    if let Some(claims) = claims.as_object_mut() {
        claims.extend(fields.into_iter().map(|(name, value)| (name, value.into())));
    }
    let jwt = key.sign(&key.header("JWT"), &claims);
    vec![("response".to_owned(), jwt)]
}

/// Sends the browser back with the response parameters.
fn respond(setup: &Setup, redirect_uri: &str, fields: &[(String, String)]) -> Answer {
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let joined = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
        .collect::<Vec<_>>()
        .join("&");
    match setup.spec.callback.mode {
        CallbackMode::FormPost => Answer::html(200, page::form_post(redirect_uri, fields)),
        CallbackMode::Fragment => Answer::redirect(302, &format!("{redirect_uri}#{joined}")),
        _ => {
            let mark = if redirect_uri.contains('?') { '&' } else { '?' };
            Answer::redirect(302, &format!("{redirect_uri}{mark}{joined}"))
        }
    }
}
