//! Which declared call a request is.

use oauth_runtime::spec::{CallKind, CallSpec, Param, ProviderSpec, UrlSpec};

use crate::read::{Request, locate};
use crate::setup::Setup;
use crate::store::Store;
use crate::template::{Pattern, Unset, Values, normal};

/// A declared call and the path it has on this server.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) kind: CallKind,
    pub(crate) call: &'static CallSpec,
    path: Pattern,
    /// The query that the URL itself has.
    pub(crate) fixed_query: Vec<(String, Pattern)>,
}

/// What a path leads to.
pub(crate) enum Found<'a> {
    Call(&'a Route),
    /// The path is declared, but for other methods.
    WrongMethod(&'a Route),
    Nothing,
}

/// The routes of all declared calls whose URL can be known.
pub(crate) fn routes(spec: &'static ProviderSpec, values: Values<'_>) -> Vec<Route> {
    CallKind::ALL
        .iter()
        .filter_map(|kind| {
            let call = spec.call(*kind)?;
            let (path, fixed_query) = address(spec, call, &call.url, values).ok()?;
            Some(Route {
                kind: *kind,
                call,
                path,
                fixed_query,
            })
        })
        .collect()
}

type Address = (Pattern, Vec<(String, Pattern)>);

fn address(
    spec: &'static ProviderSpec,
    call: &CallSpec,
    url: &UrlSpec,
    values: Values<'_>,
) -> Result<Address, Unset> {
    let parts = values.origin(url.origin).and_then(|origin| {
        let rest = values.fill(url.rest)?;
        Ok((origin, rest))
    });
    let (origin, rest) = match (parts, url.fallback) {
        (Ok(parts), _) => parts,
        (Err(_), Some(fallback)) => return address(spec, call, fallback, values),
        (Err(unset), None) => return Err(unset),
    };
    let (before, fixed_query) = behind_host(&origin);
    let mut query = pairs(Pattern::literal(fixed_query));
    let (rest, more) = rest.split_once('?');
    query.extend(more.map(pairs).unwrap_or_default());
    let path = match rest.text() {
        None => Pattern::literal(before.trim_end_matches('/')).then(rest),
        Some(path) => {
            let joined = match before.ends_with('/') && path.starts_with('/') {
                true => format!("{}{path}", before.trim_end_matches('/')),
                false => format!("{before}{path}"),
            };
            Pattern::literal(with_api_path(spec, call, &normal(&joined)))
        }
    };
    Ok((path, query))
}

/// Path and query of a URL.
fn behind_host(url: &str) -> (&str, &str) {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = host
        .find(['/', '?'])
        .and_then(|at| host.get(at..))
        .unwrap_or_default();
    path.split_once('?').unwrap_or((path, ""))
}

fn pairs(query: Pattern) -> Vec<(String, Pattern)> {
    let decoded = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8_lossy()
            .into_owned()
    };
    let mut pairs = Vec::new();
    let mut left = Some(query);
    while let Some(query) = left {
        let (pair, rest) = query.split_once('&');
        let (name, value) = pair.split_once('=');
        if let Some(name) = name.text().filter(|name| !name.is_empty()) {
            pairs.push((decoded(&name), value.unwrap_or_default().map(decoded)));
        }
        left = rest;
    }
    pairs
}

/// An API base ends with its declared path; segments that it has are not repeated.
fn with_api_path(spec: &'static ProviderSpec, call: &CallSpec, base: &str) -> String {
    let declared = spec
        .api
        .filter(|_| call.kind == CallKind::Api)
        .and_then(|api| api.path);
    let Some(wanted) = declared else {
        return base.to_owned();
    };
    let segments = |text: &str| -> Vec<String> {
        text.split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut have = segments(base);
    let wanted = segments(wanted);
    let shared = (0..=wanted.len())
        .rev()
        .find(|n| wanted.get(..*n).is_some_and(|head| have.ends_with(head)))
        .unwrap_or(0);
    have.extend(wanted.into_iter().skip(shared));
    format!("/{}/", have.join("/"))
}

/// Finds the call of a request: by path, then by method, then by what it asks for.
pub(crate) fn find<'a>(
    setup: &Setup,
    store: &Store,
    routes: &'a [Route],
    request: &Request,
) -> Found<'a> {
    let path = normal(&request.path);
    let exact: Vec<&Route> = routes
        .iter()
        .filter(|route| route.kind != CallKind::Api && route.matches(&path))
        .collect();
    let answering: Vec<&Route> = exact
        .iter()
        .filter(|route| route.call.method.as_str() == request.method)
        .copied()
        .collect();
    let best = answering
        .iter()
        .rev()
        .max_by_key(|route| fit(setup, store, route, request));
    if let Some(route) = best {
        return Found::Call(route);
    }
    let api = routes.iter().find(|route| route.kind == CallKind::Api);
    match (exact.first(), api) {
        (_, Some(api)) if api.below(&path).is_some() && exact.is_empty() => Found::Call(api),
        (Some(route), _) => Found::WrongMethod(route),
        _ => Found::Nothing,
    }
}

/// How well a request fits one of several calls on the same path.
fn fit(setup: &Setup, store: &Store, route: &Route, request: &Request) -> u8 {
    let at = |param: Param| {
        let (place, name) = locate(setup, route.kind, route.call, param);
        request.text(setup, place, name)
    };
    let main = match route.kind {
        CallKind::Token => Some(Param::Code),
        CallKind::Refresh => Some(Param::RefreshToken),
        CallKind::Password | CallKind::CodeRequest => Some(Param::Username),
        CallKind::DeviceToken => Some(Param::DeviceCode),
        CallKind::Authorize => Some(Param::ResponseType),
        CallKind::Revoke | CallKind::Introspect => Some(Param::Token),
        _ => None,
    };
    let asked = crate::read::fixed_text(setup, route.kind, route.call, Param::GrantType)
        .is_some_and(|wanted| at(Param::GrantType).is_some_and(|given| wanted.matches(&given)));
    let given = main.and_then(at);
    // Two calls can have the same name for what each of them trades in.
    let issued = given.as_deref().is_some_and(|given| match route.kind {
        CallKind::Token => store.has_code(given),
        CallKind::Refresh => store.refresh_token(given).is_some(),
        _ => false,
    });
    4 * u8::from(asked) + 2 * u8::from(given.is_some()) + u8::from(issued)
}

impl Route {
    /// A URL without a path is asked for at its root (RFC 9110 §4.2.3).
    fn matches(&self, path: &str) -> bool {
        self.path.matches(path)
            || path == "/" && self.path.text().is_some_and(|text| text.is_empty())
    }

    /// The part of a path below an API's base.
    pub(crate) fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = self.path.strip(path)?;
        match self.path.ends_with_slash() || rest.is_empty() {
            true => Some(rest),
            false => rest.strip_prefix('/'),
        }
    }
}
