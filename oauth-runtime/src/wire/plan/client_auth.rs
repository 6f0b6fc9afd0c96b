//! Client authentication as a value that fills headers and parameters.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::inputs::Inputs;
use super::mentions::in_parts;
use super::shown::whole;
use super::sink::{Cause, Item, QueryForm, Sink, Value};
use super::template::{Unfilled, fill};
use super::walk::Walk;
use crate::error::{Code, Error};
use crate::spec::{
    Basic, BasicContent, BasicEncoding, CallKind, CallSpec, ClientAuth, Param, Place, Slot,
};
use crate::wire::encode;

/// What a method of client authentication does with a parameter.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Sent {
    /// The parameter has nothing to do with client authentication.
    NotClientAuth,
    /// Not as a parameter.
    No,
    /// As a parameter of the call.
    Param,
    /// As a parameter in the query.
    Query,
}

impl Sent {
    #[inline]
    pub(super) fn of(auth: &ClientAuth, param: Param) -> Self {
        match (param, auth) {
            (
                Param::ClientId,
                ClientAuth::None
                | ClientAuth::Body
                | ClientAuth::PrivateKeyJwt(_)
                | ClientAuth::ClientSecretJwt(_)
                | ClientAuth::TlsClientAuth,
            )
            | (Param::ClientId, ClientAuth::Header { id: None, .. })
            | (Param::ClientSecret, ClientAuth::Body) => Self::Param,
            (Param::ClientId | Param::ClientSecret, ClientAuth::Query { .. }) => Self::Query,
            (Param::ClientId | Param::ClientSecret, _) => Self::No,
            _ => Self::NotClientAuth,
        }
    }
}

/// The caller's method, on calls where the client authenticates; a call that
/// declares none of its own (`GET tokeninfo` with a bearer) keeps to that.
pub(super) fn chosen<'a>(
    kind: CallKind,
    call: &'a CallSpec,
    inputs: &Inputs<'a>,
) -> &'a ClientAuth {
    let authenticates = match kind {
        CallKind::Revoke
        | CallKind::Introspect
        | CallKind::Device
        | CallKind::Par
        | CallKind::BackchannelAuthentication => !matches!(call.client_auth, ClientAuth::None),
        kind => kind.yields_token(),
    };
    let chosen = match inputs.client_auth {
        Some(method) if authenticates => method,
        _ => &call.client_auth,
    };
    match (chosen, inputs.learned_auth) {
        (ClientAuth::Discovered, Some(learned)) => learned,
        _ => chosen,
    }
}

/// The method that is used: without a secret a client can only name itself.
pub(super) fn effective<'a>(
    declared: &'a ClientAuth,
    kind: CallKind,
    inputs: &Inputs<'_>,
) -> Result<&'a ClientAuth, Error> {
    let needs_secret = match declared {
        ClientAuth::None | ClientAuth::PrivateKeyJwt(_) | ClientAuth::TlsClientAuth => false,
        ClientAuth::Authorization(parts) => in_parts(parts, Slot::ClientSecret),
        ClientAuth::Basic(basic) => basic.content != BasicContent::IdOnly,
        _ => true,
    };
    if !needs_secret || inputs.client_secret.is_some() {
        return Ok(declared);
    }
    if kind == CallKind::ClientCredentials {
        return Err(Error::new(
            Code::SecretMissing,
            "the client credentials grant needs a client secret, and none is set: set `client_secret`",
        )
        .key("client_secret"));
    }
    Ok(&ClientAuth::None)
}

/// The method that a call uses with these inputs.
///
/// # Errors
/// `E0606` when the call needs a secret and none is set.
pub(crate) fn used<'a>(
    kind: CallKind,
    call: &'a CallSpec,
    inputs: &Inputs<'a>,
) -> Result<&'a ClientAuth, Error> {
    effective(chosen(kind, call, inputs), kind, inputs)
}

pub(super) fn header(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    // The browser makes the authorization request; it carries no client secret.
    if matches!(
        walk.kind,
        CallKind::Authorize | CallKind::Api | CallKind::UserInfo
    ) {
        return Ok(());
    }
    let secret = walk.inputs.value(Param::ClientSecret).unwrap_or_default();
    let mut put = |name: &str, value: &str, shown: Option<&str>| {
        sink.item(Item {
            place: Place::Header,
            name,
            value: Value::Text(value),
            query: QueryForm::Encoded,
            secret: shown,
            cause: Cause::Top("client_auth"),
        })
    };
    match walk.auth {
        ClientAuth::Basic(basic) => {
            let value = basic_value(basic, walk.inputs.client_id, secret);
            put("authorization", &value, Some(basic_shown(basic)))
        }
        ClientAuth::Header { id, secret: name } => {
            if let Some(id) = id {
                put(id, walk.inputs.client_id, None)?;
            }
            put(name, secret, Some("client_secret"))
        }
        ClientAuth::Authorization(parts) => {
            let value = match fill(walk.spec, parts, walk.inputs) {
                // While the request is written that a signature is made of.
                Err(Unfilled::Unset(_)) if walk.is_first() => return Ok(()),
                filled => filled.map_err(Unfilled::into_error)?,
            };
            put("authorization", &value, Some(&whole(walk.spec, parts)))
        }
        _ => Ok(()),
    }
}

fn basic_value(basic: &Basic, id: &str, secret: &str) -> Zeroizing<String> {
    let mut pair = Zeroizing::new(String::with_capacity(id.len() + secret.len() + 1));
    let push = |out: &mut String, text: &str| match basic.encoding {
        BasicEncoding::Form => encode::form(out, text),
        BasicEncoding::Raw => out.push_str(text),
    };
    match basic.content {
        BasicContent::IdSecret => {
            push(&mut pair, id);
            pair.push(':');
            push(&mut pair, secret);
        }
        BasicContent::SecretOnly => {
            push(&mut pair, secret);
            pair.push(':');
        }
        BasicContent::IdOnly => {
            push(&mut pair, id);
            pair.push(':');
        }
    }
    let mut value = Zeroizing::new(String::with_capacity(pair.len() * 4 / 3 + 16));
    value.push_str(basic.scheme);
    value.push(' ');
    STANDARD.encode_string(pair.as_bytes(), &mut value);
    value
}

fn basic_shown(basic: &Basic) -> &'static str {
    match (basic.content, basic.encoding) {
        (BasicContent::IdSecret, BasicEncoding::Form) => {
            "Basic base64(client_id:client_secret), form-encoded first"
        }
        (BasicContent::IdSecret, BasicEncoding::Raw) => "Basic base64(client_id:client_secret)",
        (BasicContent::SecretOnly, _) => "Basic base64(client_secret:)",
        (BasicContent::IdOnly, _) => "Basic base64(client_id:)",
    }
}
