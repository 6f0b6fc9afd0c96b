//! Requests about the client itself, RFC 7591 and RFC 7592.

use bytes::Bytes;
use http::{HeaderMap, header};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::inputs::{Inputs, SecretText};
use super::request::{WireRequest, header_pair, plan};
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{CallKind, Method, ProviderSpec};
use crate::wire::judge::decode;

/// The registration request (RFC 7591 §3.1): `members` as JSON, beside what the
/// declaration adds. The initial access token travels as a bearer token.
pub(crate) fn plan_registration(
    spec: &'static ProviderSpec,
    inputs: &Inputs<'_>,
    members: &Map<String, Value>,
    initial_access_token: Option<&Secret>,
) -> Result<WireRequest, Error> {
    let mut request = plan(spec, CallKind::Registration, inputs)?;
    let mut body = declared(&request.body)?;
    body.extend(members.clone());
    request.headers.remove(header::CONTENT_TYPE);
    fill(&mut request, Some(&body), initial_access_token)?;
    Ok(request)
}

/// A request to the client's own configuration endpoint (RFC 7592 §2): `members` are
/// those of an update.
pub(crate) fn plan_management(
    method: Method,
    url: &str,
    members: Option<&Map<String, Value>>,
    token: &Secret,
) -> Result<WireRequest, Error> {
    let mut request = WireRequest {
        method,
        url: url.to_owned(),
        headers: HeaderMap::new(),
        body: Bytes::new(),
    };
    fill(&mut request, members, Some(token))?;
    Ok(request)
}

fn fill(
    request: &mut WireRequest,
    members: Option<&Map<String, Value>>,
    token: Option<&Secret>,
) -> Result<(), Error> {
    let headers = &mut request.headers;
    headers.extend([header_pair("accept", "application/json", false)?]);
    if let Some(members) = members {
        headers.extend([header_pair("content-type", "application/json", false)?]);
        request.body = serde_json::to_vec(members)
            .map_err(|_| refused("the client metadata cannot be written as JSON"))?
            .into();
    }
    if let Some(token) = token {
        let SecretText(text) = token.into();
        let value = Zeroizing::new(format!("Bearer {text}"));
        headers.extend([header_pair("authorization", &value, true)?]);
    }
    Ok(())
}

/// What the declaration puts into the body, whatever form it is declared in.
fn declared(body: &[u8]) -> Result<Map<String, Value>, Error> {
    let text = std::str::from_utf8(body).unwrap_or_default();
    if text.is_empty() {
        return Ok(Map::new());
    }
    if let Ok(Value::Object(members)) = serde_json::from_str(text) {
        return Ok(members);
    }
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| {
            let (name, value) = (decode(name)?, decode(value)?);
            Ok((name.into_owned(), Value::String(value.into_owned())))
        })
        .collect()
}

fn refused(text: &'static str) -> Error {
    Error::new(Code::InputRefused, text).key("client_metadata")
}
