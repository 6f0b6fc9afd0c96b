//! Authorization requests that do not come in the address: pushed (RFC 9126) and signed
//! (RFC 9101).

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{CallKind, CallSpec, Param, Profile, ProviderSpec};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Done, authorize};
use crate::answer::Answer;
use crate::read::{Body, Jwt, Pair, Params, Request, jwt_times, read, signed_jwt};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::end;

/// How long a pushed request waits for its browser.
const LIFETIME: Duration = Duration::from_secs(60);
/// Parameters with which a client proves itself.
const PROOF: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];
/// Claims of a JWT that are no parameters.
const OF_JWT: [&str; 6] = ["iss", "aud", "exp", "nbf", "iat", "jti"];
/// OpenID Connect Core §6.1 asks for them beside a signed request.
const BESIDE: [&str; 4] = ["client_id", "request", "response_type", "scope"];

/// A pushed authorization request.
pub(crate) struct Waiting {
    pub(crate) request: Request,
    pub(crate) client: Option<String>,
    pub(crate) ends: SystemTime,
}

fn wants_push(spec: &ProviderSpec) -> bool {
    let declared = |call: &CallSpec| call.url.is_declared();
    spec.call(CallKind::Par)
        .is_some_and(|call| spec.pushes || declared(call) || spec.profile.is_fapi2())
}

fn wants_signature(spec: &ProviderSpec) -> bool {
    spec.request_object.is_some() || spec.profile == Profile::Fapi2MessageSigning
}

/// The authorization request as it was meant; `None` where it stands in the address.
pub(super) fn unpacked(
    shared: &Shared,
    route: &Route,
    request: &Request,
) -> Result<Option<Request>, Refusal> {
    let spec = shared.setup.spec;
    let of_url = |name: &str| route.fixed_query.iter().any(|(known, _)| known == name);
    let beside = |allowed: &[&str]| {
        let mut names = request.query.iter().map(|pair| pair.name.as_str());
        names.find(|name| !allowed.contains(name) && !of_url(name))
    };
    if let Some(uri) = request.query_pair("request_uri") {
        if let Some(name) = beside(&["client_id", "request_uri"]) {
            return Err(Refusal::request(format!(
                "`{}` stands beside `request_uri`; it belongs into the pushed request",
                name.escape_default()
            ))
            .key("par"));
        }
        let taken = shared.store().take_pushed(&uri.value);
        let gone = |text| Refusal::new("invalid_request_uri", text).key("par");
        let waiting = taken.ok_or_else(|| gone("the `request_uri` is not known, or was used"))?;
        if shared.setup.now() >= waiting.ends {
            return Err(gone("the `request_uri` is over"));
        }
        let given = request.query_pair("client_id").map(|pair| &pair.value);
        if given != waiting.client.as_ref() {
            return Err(gone("the `request_uri` was pushed by another client"));
        }
        return Ok(Some(waiting.request));
    }
    if wants_push(spec) {
        let text = "authorization requests are pushed, and this one is not (RFC 9126)";
        return Err(Refusal::request(text).key("par"));
    }
    // Some vendors have a `request` of their own.
    let signed = request.query_pair("request");
    if let Some(jwt) = signed.filter(|_| wants_signature(spec)) {
        if let Some(name) = beside(&BESIDE) {
            return Err(Refusal::request(format!(
                "`{}` stands beside the signed request",
                name.escape_default()
            ))
            .key("request_object"));
        }
        let named = request.query_pair("client_id");
        return opened(shared, request, &jwt.value, named.map(|pair| &*pair.value)).map(Some);
    }
    match wants_signature(spec) {
        true => Err(unsigned()),
        false => Ok(None),
    }
}

/// Keeps a request that is pushed, once it is one that a browser could have brought.
pub(super) fn push(shared: &Shared, request: &Request, params: &Params) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let mut routes = shared.routes.iter();
    let route = routes
        .find(|route| route.kind == CallKind::Authorize)
        .ok_or_else(|| Refusal::new("server_error", "there is nothing to authorize"))?;
    let Body::Form(form) = &request.body else {
        return Err(Refusal::request("a pushed request is a form (RFC 9126 2.1)").key("par"));
    };
    let mut pairs: Vec<Pair> = form.clone();
    pairs.retain(|pair| !PROOF.contains(&pair.name.as_str()));
    if pairs.iter().any(|pair| pair.name == "request_uri") {
        let text = "`request_uri` is not pushed (RFC 9126 2.1)";
        return Err(Refusal::request(text).key("par"));
    }
    let id = pairs.iter().find(|pair| pair.name == "client_id");
    let id = id.map(|pair| pair.value.clone()).ok_or_else(|| {
        Refusal::request("`client_id` is missing in the pushed request").key("par")
    })?;
    let mut inner = match pairs.iter().find(|pair| pair.name == "request") {
        Some(jwt) => {
            if let Some(pair) = pairs
                .iter()
                .find(|pair| !BESIDE[..2].contains(&&*pair.name))
            {
                return Err(Refusal::request(format!(
                    "`{}` is pushed beside the signed request",
                    pair.name.escape_default()
                ))
                .key("request_object"));
            }
            opened(shared, request, &jwt.value, Some(&id))?
        }
        None if wants_signature(setup.spec) => return Err(unsigned()),
        None => as_browser(request, pairs),
    };
    let fixed = route.fixed_query.iter();
    inner
        .query
        .extend(fixed.filter_map(|(name, value)| Some(pair(name, &value.text()?))));
    let read = read(setup, route, &inner, None)?;
    authorize::check(shared, route, &inner, &read)?;
    let named = read.client.and_then(|at| setup.clients.get(at));
    if named.is_none_or(|client| client.id != id) || read.client != params.client {
        return Err(Refusal::request("the request was made for another client").key("par"));
    }
    let now = setup.now();
    let uri = shared.store().add_pushed(Waiting {
        request: inner,
        client: Some(id),
        ends: end(now, Some(LIFETIME)).unwrap_or(now),
    });
    let body = json!({"request_uri": uri, "expires_in": LIFETIME.as_secs()});
    Ok(Done::new(Answer::new(
        201,
        "application/json",
        body.to_string(),
    )))
}

/// The request inside a JWT (RFC 9101 §6).
fn opened(
    shared: &Shared,
    request: &Request,
    jwt: &str,
    client_id: Option<&str>,
) -> Result<Request, Refusal> {
    let setup = &shared.setup;
    let check = || {
        let client = setup
            .clients
            .iter()
            .find(|client| client_id == Some(&client.id))
            .ok_or("nobody registered this `client_id`")?;
        let read = signed_jwt(setup, &client, jwt, false)?;
        let header = |name: &str| read.header.get(name).and_then(Value::as_str);
        let declared = setup.spec.request_object.and_then(|declared| declared.alg);
        if declared.is_some_and(|alg| header("alg") != Some(alg.name())) {
            return Err("`alg` is not the declared one".to_owned());
        }
        if header("typ") != Some("oauth-authz-req+jwt") {
            return Err("`typ` is not `oauth-authz-req+jwt`".to_owned());
        }
        if read.text("iss") != client_id || read.text("client_id") != client_id {
            return Err("`iss` and `client_id` are not the client id".to_owned());
        }
        let audience = read.text("aud").unwrap_or_default();
        if setup.is_issuer(audience) == Some(false) {
            return Err("`aud` is not the issuer".to_owned());
        }
        if ["request", "request_uri"]
            .iter()
            .any(|name| read.claims.contains_key(*name))
        {
            return Err("a request stands in it".to_owned());
        }
        if !read.claims.contains_key("nbf") {
            return Err("`nbf` is missing".to_owned());
        }
        jwt_times(setup, &read, setup.now())?;
        Ok(read)
    };
    let wrong = |text: String| {
        Refusal::new(
            "invalid_request_object",
            format!("the signed request: {text}"),
        )
        .key("request_object")
    };
    let read = check().map_err(wrong)?;
    if !spend(shared, &read) {
        return Err(wrong("its `jti` was used before, or is missing".to_owned()));
    }
    let mut pairs = Vec::new();
    for (name, value) in &read.claims {
        match value {
            _ if OF_JWT.contains(&name.as_str()) => (),
            Value::Array(several) if name == "resource" => {
                let texts = several.iter().filter_map(Value::as_str);
                pairs.extend(texts.map(|text| pair(name, text)));
            }
            Value::String(text) => pairs.push(pair(name, text)),
            other => pairs.push(pair(name, &other.to_string())),
        }
    }
    Ok(as_browser(request, pairs))
}

/// Remembers an identifier of a JWT; `false` when it is not the first time.
fn spend(shared: &Shared, jwt: &Jwt) -> bool {
    match (jwt.text("iss"), jwt.text("jti")) {
        (Some(issuer), Some(id)) if !id.is_empty() => {
            shared.store().count_once(format!("{issuer} {id}"))
        }
        _ => false,
    }
}

/// Refuses a client assertion that was used before (RFC 7523 §3 point 7).
pub(super) fn first_use(shared: &Shared, params: &Params) -> Result<(), Refusal> {
    let Some(jwt) = params.get(Param::ClientAssertion) else {
        return Ok(());
    };
    match shared.store().count_once(jwt.to_owned()) {
        true => Ok(()),
        false => Err(Refusal::client("the client assertion was used before")),
    }
}

/// A request with these parameters in its address.
fn as_browser(request: &Request, query: Vec<Pair>) -> Request {
    Request {
        method: "GET".to_owned(),
        query,
        body: Body::Empty,
        text: String::new(),
        ..request.clone()
    }
}

fn pair(name: &str, value: &str) -> Pair {
    Pair {
        name: name.to_owned(),
        value: value.to_owned(),
        raw: utf8_percent_encode(value, NON_ALPHANUMERIC).to_string(),
    }
}

fn unsigned() -> Refusal {
    Refusal::request("authorization requests are signed, and this one is not (RFC 9101)")
        .key("request_object")
}
