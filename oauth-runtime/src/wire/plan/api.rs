//! Requests to a provider's API.

use bytes::Bytes;
use http::HeaderMap;

use super::inputs::Inputs;
use super::request::{RequestSink, WireRequest};
use super::signing::{Seen, is_plain, path_of, with_own};
use super::template::is_secret;
use super::url::{Target, call_url, is_trusted};
use super::walk::walk;
use crate::error::{Code, Error};
use crate::spec::{ApiSpec, Bearer, CallKind, Method, ProviderSpec};
use crate::value::{is_dot_segment, split_origin};
use crate::wire::encode;

/// What a caller asks of the API.
#[derive(Clone)]
pub(crate) struct ApiParts<'a> {
    pub(crate) method: Method,
    /// Relative to the API's base, or an absolute link that the API answered.
    pub(crate) path: &'a str,
    pub(crate) query: &'a [(String, String)],
    pub(crate) headers: &'a HeaderMap,
    pub(crate) body: Bytes,
}

/// Plans an API request with the bearer in its declared place.
pub(crate) fn plan_api(
    spec: &'static ProviderSpec,
    inputs: &Inputs<'_>,
    parts: ApiParts<'_>,
) -> Result<WireRequest, Error> {
    let named = |error: Error| error.of(spec.id).on(CallKind::Api);
    let Some(api) = spec.api else {
        return Err(named(
            Error::new(Code::NotOffered, "the provider declares no `api`").key("api"),
        ));
    };
    build(spec, api, inputs, parts).map_err(named)
}

fn build(
    spec: &'static ProviderSpec,
    api: &'static ApiSpec,
    inputs: &Inputs<'_>,
    parts: ApiParts<'_>,
) -> Result<WireRequest, Error> {
    check_caller(spec, api, &parts)?;
    // Links and trust are judged on the declared origin, before a stand-in server replaces it.
    let declared = Inputs {
        against: None,
        ..*inputs
    };
    let mut target = call_url(spec, &api.call, &declared)?;
    resolve(&mut target, api, parts.path)?;
    if let Some(against) = inputs.against {
        let end = split_origin(&target.url).0.len();
        target.url.replace_range(..end, against.as_str());
    }
    for (name, value) in parts.query {
        target.separate();
        encode::query(&mut target.url, name);
        target.url.push('=');
        encode::query(&mut target.url, value);
    }
    if is_plain(&api.call) {
        return write(spec, api, inputs, target, parts);
    }
    let path = path_of(&target.url).to_owned();
    let again = |inputs: &Inputs<'_>| write(spec, api, inputs, target.clone(), parts.clone());
    let first = |inputs: &Inputs<'_>| Ok(Seen::of(&again(inputs)?));
    with_own(spec, &api.call, inputs, &path, first, again)
}

fn write(
    spec: &'static ProviderSpec,
    api: &ApiSpec,
    inputs: &Inputs<'_>,
    target: Target,
    parts: ApiParts<'_>,
) -> Result<WireRequest, Error> {
    let mut sink = RequestSink::new(spec, inputs, target);
    walk(spec, CallKind::Api, &api.call, inputs, &mut sink)?;
    let mut request = sink.finish(&api.call)?;
    for (name, value) in parts.headers {
        request.headers.insert(name, value.clone());
    }
    request.method = parts.method;
    request.body = parts.body;
    Ok(request)
}

/// The bearer travels in one place only: a caller cannot put a second one beside it.
fn check_caller(
    spec: &'static ProviderSpec,
    api: &ApiSpec,
    parts: &ApiParts<'_>,
) -> Result<(), Error> {
    let in_path = |name: &str| {
        let query = parts.path.split_once('?').map_or("", |(_, query)| query);
        query
            .split('&')
            .any(|pair| pair.split('=').next() == Some(name))
    };
    let taken = api.bearer.iter().find_map(|bearer| match bearer {
        Bearer::Header { name } => parts.headers.contains_key(*name).then_some(*name),
        Bearer::Query { name } => {
            let given = parts.query.iter().any(|(known, _)| known == name);
            (given || in_path(name)).then_some(*name)
        }
        Bearer::Cookie { .. } => parts.headers.contains_key("cookie").then_some("cookie"),
        Bearer::Declared => {
            let mut secret = api.call.headers.iter().filter(|header| {
                is_secret(spec, header.value) && parts.headers.contains_key(header.name)
            });
            secret.next().map(|header| header.name)
        }
        Bearer::Authorization { .. } => None,
    });
    let authorization = parts.headers.contains_key("authorization");
    match taken.or(authorization.then_some("authorization")) {
        None => Ok(()),
        Some(name) => Err(Error::new(
            Code::InputRefused,
            format!("`{name}` carries the access token and cannot be set by the caller"),
        )
        .key("api(bearer)")),
    }
}

/// Puts a path behind the base, or takes a link whose origin may see the token.
fn resolve(target: &mut Target, api: &ApiSpec, path: &str) -> Result<(), Error> {
    let plain = |b: u8| {
        b.is_ascii_graphic()
            && !matches!(
                b,
                b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'#'
            )
    };
    if !path.bytes().all(plain) {
        return Err(Error::new(
            Code::InputRefused,
            "the path holds a character that must be percent-encoded",
        ));
    }
    if path.starts_with("https://") || path.starts_with("http://") {
        return link(target, api, path);
    }
    let asks = path.contains('?');
    let bare = path.split('?').next().unwrap_or_default();
    if bare.starts_with("//") || bare.split('/').any(is_dot_segment) {
        return Err(Error::new(
            Code::InputRefused,
            "the path leaves the API's base",
        ));
    }
    let base = &mut target.url;
    let query_at = target.has_query.then(|| base.find('?')).flatten();
    let fixed_query = query_at.map(|at| base.split_off(at)).unwrap_or_default();
    target.has_query |= asks;
    // An API of one address (a gateway) is called with no path at all.
    let gateway = bare.is_empty() && !split_origin(base).1.is_empty();
    if !base.ends_with('/') && !gateway {
        base.push('/');
    }
    base.push_str(path.strip_prefix('/').unwrap_or(path));
    if let Some(rest) = fixed_query.strip_prefix('?') {
        base.push(if asks { '&' } else { '?' });
        base.push_str(rest);
    }
    Ok(())
}

fn link(target: &mut Target, api: &ApiSpec, url: &str) -> Result<(), Error> {
    let (own, _) = split_origin(&target.url);
    let (origin, rest) = split_origin(url);
    let host = origin.strip_prefix("https://").unwrap_or_default();
    if origin != own && !(is_host(host) && is_trusted(api, host)) {
        return Err(Error::new(
            Code::UntrustedHost,
            "the link leads to a host that may not see the access token",
        )
        .key("api(trust)"));
    }
    if !rest.starts_with('/') {
        return Err(Error::new(Code::InputRefused, "the link has no path"));
    }
    target.has_query = url.contains('?');
    target.url = url.to_owned();
    Ok(())
}

fn is_host(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-')
}
