//! Client authentication (RFC 6749 §2.3), by exact comparison.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::spec::{
    Basic, BasicContent, BasicEncoding, CallKind, CallSpec, ClientAuth, Param, Place, Presence,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::leftover::Claims;
use super::{Request, locate};
use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::{Registered, Setup};

/// The method that this request must use. A client without a secret can only name itself.
pub(super) fn effective(
    setup: &Setup,
    kind: CallKind,
    call: &CallSpec,
    request: &Request,
) -> ClientAuth {
    let declared = setup.client_auth(kind, call);
    let id_only =
        matches!(declared, ClientAuth::Basic(basic) if basic.content == BasicContent::IdOnly);
    if id_only {
        return declared;
    }
    let (place, name) = locate(setup, kind, call, Param::ClientId);
    let named = request.text(setup, place, name);
    let is_public = setup
        .clients
        .iter()
        .any(|client| client.is_public() && named.as_deref() == Some(&*client.id));
    match is_public {
        true => ClientAuth::None,
        false => declared,
    }
}

/// Finds the client of a request and checks its proof.
pub(super) fn authenticate(
    setup: &Setup,
    route: &Route,
    request: &Request,
    auth: &ClientAuth,
    values: &[(Param, String)],
    claims: &mut Claims,
) -> Result<Option<usize>, Refusal> {
    if matches!(route.kind, CallKind::Api | CallKind::UserInfo) {
        return Ok(None);
    }
    let value = |param| {
        values
            .iter()
            .find(|(known, _)| *known == param)
            .map(|(_, value)| value.as_str())
    };
    let id = value(Param::ClientId);
    let found = match auth {
        ClientAuth::None => {
            let omitted = route
                .call
                .rule(Param::ClientId)
                .is_some_and(|rule| rule.presence == Presence::Omit);
            if omitted {
                return Ok(None);
            }
            position(setup, |client| id == Some(&client.id))
        }
        ClientAuth::Body | ClientAuth::Query { .. } => {
            let secret = value(Param::ClientSecret).unwrap_or_default();
            position(setup, |client| {
                id == Some(&client.id) && client.is_secret(secret)
            })
        }
        ClientAuth::Header {
            id: id_name,
            secret: name,
        } => by_header(setup, request, claims, *id_name, name, id)?,
        _ => by_authorization(setup, request, auth, claims)?,
    };
    found.map(Some).ok_or_else(|| {
        Refusal::client(format!(
            "no registered client proves itself like this; expected {}",
            auth.describe()
        ))
    })
}

fn position(setup: &Setup, is: impl Fn(&Registered) -> bool) -> Option<usize> {
    setup.clients.iter().position(is)
}

fn by_header(
    setup: &Setup,
    request: &Request,
    claims: &mut Claims,
    id_name: Option<&str>,
    secret_name: &str,
    id_param: Option<&str>,
) -> Result<Option<usize>, Refusal> {
    let mut read = |name: &str| {
        claims.add(setup, Place::Header, name, request);
        request
            .header(name)
            .ok_or_else(|| Refusal::client(format!("the header `{name}` is missing")))
    };
    let secret = read(secret_name)?;
    let id = match id_name {
        Some(name) => Some(read(name)?),
        None => id_param,
    };
    Ok(position(setup, |client| {
        id == Some(&client.id) && client.is_secret(secret)
    }))
}

fn by_authorization(
    setup: &Setup,
    request: &Request,
    auth: &ClientAuth,
    claims: &mut Claims,
) -> Result<Option<usize>, Refusal> {
    let given = request.header("authorization").ok_or_else(|| {
        Refusal::client(format!(
            "the `Authorization` header is missing; expected {}",
            auth.describe()
        ))
    })?;
    claims.add(setup, Place::Header, "authorization", request);
    let found = position(setup, |client| match auth {
        ClientAuth::Basic(basic) => given == basic_value(basic, client),
        ClientAuth::Authorization(parts) => setup
            .values(Some(client))
            .fill(parts)
            .is_ok_and(|pattern| pattern.matches(given)),
        _ => false,
    });
    if let (None, ClientAuth::Basic(basic)) = (found, auth) {
        let other = Basic {
            encoding: match basic.encoding {
                BasicEncoding::Raw => BasicEncoding::Form,
                _ => BasicEncoding::Raw,
            },
            ..*basic
        };
        if position(setup, |client| given == basic_value(&other, client)).is_some() {
            return Err(Refusal::client(match basic.encoding {
                BasicEncoding::Raw => {
                    "id and secret were form-encoded before Base64; they go in as they are"
                }
                _ => "id and secret must be form-encoded before Base64 (RFC 6749 2.3.1)",
            }));
        }
    }
    Ok(found)
}

/// `application/x-www-form-urlencoded` leaves these as they are.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

fn basic_value(basic: &Basic, client: &Registered) -> String {
    let written = |text: &str| match basic.encoding {
        BasicEncoding::Raw => text.to_owned(),
        _ => utf8_percent_encode(text, FORM)
            .to_string()
            .replace(' ', "+"),
    };
    let id = written(&client.id);
    let secret = client
        .secret()
        .map_or(String::new(), |secret| written(secret.expose()));
    let pair = match basic.content {
        BasicContent::SecretOnly => format!("{secret}:"),
        BasicContent::IdOnly => format!("{id}:"),
        _ => format!("{id}:{secret}"),
    };
    format!("{} {}", basic.scheme, STANDARD.encode(pair))
}
