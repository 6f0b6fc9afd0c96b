//! JWTs that a client signed: its assertions (RFC 7523 §3) and its authorization
//! requests (RFC 9101 §6).

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::spec::{Alg, Audience, CallKind, ClientAssertion};
use serde_json::{Map, Value};

use super::Request;
use crate::clients::Registered;
use crate::jws;
use crate::refusal::Refusal;
use crate::setup::Setup;

/// The longest life that is believed, in seconds (FAPI 2.0 §5.3.2.1).
const LONGEST: u64 = 3600;
/// How far a client's clock may be ahead, in seconds.
const AHEAD: u64 = 10;

/// Header and claims of a JWT whose signature holds.
pub(crate) struct Jwt {
    pub(crate) header: Map<String, Value>,
    pub(crate) claims: Map<String, Value>,
}

impl Jwt {
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name)?.as_str()
    }
}

/// Reads a JWT that `client` signed with one of the registered keys, or with its secret
/// where `by_secret` is so.
pub(crate) fn signed(
    setup: &Setup,
    client: &Registered,
    jwt: &str,
    by_secret: bool,
) -> Result<Jwt, String> {
    let parts: Vec<&str> = jwt.split('.').collect();
    let [head, body, signature] = parts.as_slice() else {
        return Err("it is no JWT of three parts".to_owned());
    };
    let decoded = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    let object =
        |text: &str| -> Option<Map<String, Value>> { serde_json::from_slice(&decoded(text)?).ok() };
    let header = object(head).ok_or("its header is no JSON object")?;
    let claims = object(body).ok_or("its claims are no JSON object")?;
    let signature = decoded(signature).ok_or("its signature is not Base64url")?;
    let name = header.get("alg").and_then(Value::as_str);
    let alg = name.and_then(Alg::named).ok_or("`alg` is no algorithm")?;
    if alg.is_symmetric() != by_secret {
        return Err("`alg` is not of the kind that is declared".to_owned());
    }
    let text = jwt.get(..head.len() + 1 + body.len()).unwrap_or_default();
    let holds = |key: &str| jws::verifies(alg, key, text.as_bytes(), &signature) == Some(true);
    let held = match by_secret {
        true => client.secret().is_some_and(|secret| holds(secret.expose())),
        false => setup.keys.clients.iter().any(|jwk| holds(&jwk.to_string())),
    };
    match held {
        true => Ok(Jwt { header, claims }),
        false => Err("its signature is not the one of a registered key".to_owned()),
    }
}

/// `exp` is there and not over, and nothing is of the future.
pub(crate) fn times(setup: &Setup, jwt: &Jwt, now: SystemTime) -> Result<(), String> {
    let since = now.duration_since(SystemTime::UNIX_EPOCH);
    let now = setup.written(SystemTime::UNIX_EPOCH + since.unwrap_or(Duration::ZERO));
    let number = |name: &str| jwt.claims.get(name).and_then(Value::as_u64);
    match number("exp") {
        None => return Err("`exp` is no number of seconds".to_owned()),
        Some(exp) if exp <= now => return Err("it is over".to_owned()),
        Some(exp) if exp > now.saturating_add(LONGEST) => {
            return Err("it lives longer than an hour".to_owned());
        }
        Some(_) => (),
    }
    let early = |name: &str| number(name).is_some_and(|begin| begin > now.saturating_add(AHEAD));
    match early("iat") || early("nbf") {
        true => Err("it is of the future".to_owned()),
        false => Ok(()),
    }
}

/// Checks the assertion with which a client authenticates.
pub(super) fn assertion(
    setup: &Setup,
    (kind, declared): (CallKind, ClientAssertion),
    request: &Request,
    client: &Registered,
    jwt: &str,
    by_secret: bool,
) -> Result<(), Refusal> {
    let check = || {
        let read = signed(setup, client, jwt, by_secret)?;
        let alg = read.header.get("alg").and_then(Value::as_str);
        if declared
            .alg
            .is_some_and(|wanted| alg != Some(wanted.name()))
        {
            return Err("`alg` is not the declared one".to_owned());
        }
        let own = Some(client.id.as_str());
        if read.text("iss") != own || read.text("sub") != own {
            return Err("`iss` and `sub` are not the client id".to_owned());
        }
        if read.text("jti").is_none_or(str::is_empty) {
            return Err("`jti` is missing".to_owned());
        }
        let Some(audience) = read.text("aud") else {
            return Err("`aud` is not a single text".to_owned());
        };
        if !is_audience(setup, declared.audience, request, audience) {
            return Err(
                "`aud` names another server, or an endpoint that is not declared".to_owned(),
            );
        }
        times(setup, &read, setup.now())
    };
    check().map_err(|text| {
        Refusal::client(format!("the client assertion: {text}"))
            .key(format!("{}(client_auth)", kind.key()))
    })
}

/// The issuer, or the address of an endpoint. A client that was pointed here names the
/// address that it sends to, so only its path is held against the declared one.
fn is_audience(setup: &Setup, declared: Audience, request: &Request, given: &str) -> bool {
    let path = given.split_once("://").map_or("", |(_, rest)| {
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
    });
    let path = path.split('?').next().unwrap_or_default();
    let is_token = || match setup.spec.call(CallKind::Token) {
        Some(token) => setup
            .values(None)
            .fill(token.url.rest)
            .is_ok_and(|wanted| path == "/token" || wanted.matches(path)),
        None => path == request.path,
    };
    match (declared, setup.is_issuer(given)) {
        (Audience::Issuer, Some(is_issuer)) => is_issuer,
        (Audience::Endpoint, _) => path == request.path,
        _ => is_token(),
    }
}
