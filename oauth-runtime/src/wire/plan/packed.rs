//! Authorization requests that do not travel in the address: pushed to the provider
//! (RFC 9126), or signed (RFC 9101). Their parameters are those of the address.

use serde_json::{Map, Value as Json};

use super::inputs::Inputs;
use super::json;
use super::sink::{Item, QueryForm, Sink, Value};
use super::walk::{Walk, parameters_of};
use crate::error::Error;
use crate::spec::{CallKind, ClientAuth, Param, Place, ProviderSpec};

/// What stays in the address beside what is signed or pushed; `None` where nothing is.
pub(super) fn left(walk: &Walk<'_>) -> Option<&'static [Param]> {
    if walk.kind != CallKind::Authorize {
        return None;
    }
    if walk.inputs.request_uri.is_some() {
        return Some(&[Param::ClientId, Param::RequestUri]);
    }
    walk.inputs.request?;
    let scopes = walk.inputs.scope.unwrap_or_default();
    let openid = scopes.split(' ').any(|scope| scope == "openid");
    Some(match openid && !walk.pushed {
        // OpenID Connect Core §6.1 asks for them although they are signed.
        true => &[
            Param::ResponseType,
            Param::ClientId,
            Param::Scope,
            Param::Request,
        ],
        false => &[Param::ClientId, Param::Request],
    })
}

/// Hands the parameters of the authorization request to the request that pushes it.
pub(super) fn pushed(walk: &Walk<'_>, sink: &mut impl Sink) -> Result<(), Error> {
    let Some(call) = walk.spec.call(CallKind::Authorize) else {
        return Ok(());
    };
    let inner = Walk {
        kind: CallKind::Authorize,
        call,
        // The browser proves nothing; the request around this one does.
        auth: &ClientAuth::None,
        pushed: true,
        ..*walk
    };
    let mut moved = Moved {
        sink,
        place: walk.call.place,
    };
    parameters_of(&inner, &mut moved)
}

/// Writes what stands in the query of an address to another place.
struct Moved<'s> {
    sink: &'s mut dyn Sink,
    place: Place,
}

impl Sink for Moved<'_> {
    fn item(&mut self, item: Item<'_>) -> Result<(), Error> {
        match item.place {
            Place::Query => self.sink.item(Item {
                place: self.place,
                query: QueryForm::Encoded,
                ..item
            }),
            // What a browser does not send is not pushed either.
            _ => Ok(()),
        }
    }
}

/// The parameters of the authorization request as claims (RFC 9101 §4).
///
/// # Errors
/// As [`plan_url`](super::plan_url).
pub(crate) fn authorization_claims(
    spec: &'static ProviderSpec,
    inputs: &Inputs<'_>,
) -> Result<Map<String, Json>, Error> {
    let Some(call) = spec.call(CallKind::Authorize) else {
        return Ok(Map::new());
    };
    let walk = Walk {
        spec,
        kind: CallKind::Authorize,
        call,
        inputs,
        auth: &ClientAuth::None,
        pkce: inputs.pkce.unwrap_or(spec.pkce),
        pushed: true,
    };
    let mut sink = Claims {
        spec,
        inputs,
        claims: Map::new(),
    };
    parameters_of(&walk, &mut sink)?;
    Ok(sink.claims)
}

struct Claims<'a> {
    spec: &'static ProviderSpec,
    inputs: &'a Inputs<'a>,
    claims: Map<String, Json>,
}

impl Sink for Claims<'_> {
    fn item(&mut self, item: Item<'_>) -> Result<(), Error> {
        if item.place != Place::Query {
            return Ok(());
        }
        let value = match item.value {
            Value::Text(text) => claim(item.name, text),
            Value::Json(value) => match json::declared(self.spec, value, self.inputs)? {
                Some(json) => serde_json::from_str(&json).unwrap_or(Json::String(json)),
                None => return Ok(()),
            },
        };
        match self.claims.get_mut(item.name) {
            None => {
                self.claims.insert(item.name.to_owned(), value);
            }
            // A parameter that stands several times (RFC 8707 §2) is an array here.
            Some(Json::Array(values)) => values.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
        Ok(())
    }
}

/// A number and a JSON text are what they are (RFC 9101 §4, RFC 9396 §3, OpenID Connect
/// Core §6.1); all else is text.
fn claim(name: &str, text: &str) -> Json {
    let text_of = || Json::String(text.to_owned());
    match name {
        "max_age" => text.parse::<u64>().map_or_else(|_| text_of(), Json::from),
        "claims" | "authorization_details" => {
            serde_json::from_str(text).unwrap_or_else(|_| text_of())
        }
        _ => text_of(),
    }
}
