//! Which declared call a request is.

use oauth_runtime::spec::{
    CallKind, CallSpec, LearnSpec, Param, ProviderSpec, StepSpec, UrlSpec, ValueSpec,
};

use crate::clients::Registered;
use crate::read::{Request, locate};
use crate::server::Shared;
use crate::setup::Setup;
use crate::store::Store;
use crate::template::{Pattern, Scene, Unset, Values, in_call, is_live, normal};

/// A declared call and the path it has on this server.
#[derive(Debug)]
pub(crate) struct Route {
    pub(crate) kind: CallKind,
    pub(crate) call: &'static CallSpec,
    path: Pattern,
    /// The query that the URL itself has.
    pub(crate) fixed_query: Vec<(String, Pattern)>,
    /// Its place among the steps of another call.
    pub(crate) step: Option<Step>,
    pub(crate) learn: Option<&'static LearnSpec>,
    /// Whether a template changes from request to request.
    pub(crate) is_live: bool,
    /// Parameters of the URL's own query that are made from the others.
    pub(crate) signatures: Vec<String>,
    spec: &'static ProviderSpec,
}

/// A step of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) spec: &'static StepSpec,
    /// Whether it comes after its call.
    pub(crate) after: bool,
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
    let mut routes = Vec::new();
    for kind in CallKind::ALL {
        let Some(call) = spec.call(*kind) else {
            continue;
        };
        routes.extend(Route::new(spec, *kind, call, values));
        for (steps, after) in [(call.before, false), (call.then, true)] {
            for step in steps {
                let route = Route::new(spec, CallKind::Step, &step.call, values);
                routes.extend(route.map(|route| Route {
                    step: Some(Step { spec: step, after }),
                    ..route
                }));
            }
        }
    }
    for learn in spec.learn {
        let route = Route::new(spec, CallKind::Learn, &learn.call, values);
        routes.extend(route.map(|route| Route {
            learn: Some(learn),
            ..route
        }));
    }
    routes
}

type Address = (Pattern, Vec<(String, Pattern)>);

fn address(
    spec: &'static ProviderSpec,
    call: &CallSpec,
    url: &UrlSpec,
    values: Values<'_>,
) -> Result<Address, Unset> {
    if !url.is_declared() {
        let path = Pattern::literal(crate::metadata::path(call.kind));
        return Ok((path, Vec::new()));
    }
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
    let mut query = Pattern::literal(fixed_query).pairs();
    let (rest, more) = rest.split_query();
    query.extend(more);
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
    // What a step or a learning call reads, the API can be asked for in other ways.
    let others = exact
        .iter()
        .all(|route| matches!(route.kind, CallKind::Step | CallKind::Learn));
    match (exact.first(), api) {
        (_, Some(api)) if others && api.below(&path).is_some() => Found::Call(api),
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
    if matches!(route.kind, CallKind::Step | CallKind::Learn) {
        return fit_of_step(setup, route, request);
    }
    let main = match route.kind {
        CallKind::Token => Some(Param::Code),
        CallKind::Refresh => Some(Param::RefreshToken),
        CallKind::Password | CallKind::CodeRequest => Some(Param::Username),
        CallKind::DeviceToken => Some(Param::DeviceCode),
        CallKind::BackchannelToken => Some(Param::AuthReqId),
        CallKind::TokenExchange => Some(Param::SubjectToken),
        CallKind::JwtBearer | CallKind::Saml2Bearer => Some(Param::Assertion),
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

/// How well a request fits a step on the same path as another call: by its fixed values.
fn fit_of_step(setup: &Setup, route: &Route, request: &Request) -> u8 {
    let values = setup.values(None);
    let own = route.call.params.iter().map(|param| {
        let place = param.place.unwrap_or(route.call.place);
        (place, param.name, param.value)
    });
    let rules = route.call.rules.iter().filter_map(|rule| {
        let place = rule.place.unwrap_or(route.call.place);
        Some((place, rule.name.unwrap_or(rule.param.name()), rule.value?))
    });
    let mut fixed = 0;
    for (place, name, value) in own.chain(rules) {
        let ValueSpec::Text(parts) = value else {
            continue;
        };
        let Some(text) = values.fill(parts).ok().and_then(|pattern| pattern.text()) else {
            continue;
        };
        match request.plain(place, name) == Some(text) {
            true => fixed += 1,
            false => return 0,
        }
    }
    match fixed {
        0 => 1,
        _ => 8,
    }
}

impl Shared {
    /// The route, and for a step the others of its name: a step is declared with
    /// each call that inherits it.
    pub(crate) fn alternatives<'a>(&'a self, route: &'a Route) -> Vec<&'a Route> {
        let name = |route: &Route| route.step.map(|step| (step.spec.name, step.after));
        let others = self
            .routes
            .iter()
            .filter(|other| route.step.is_some() && name(other) == name(route));
        let mut all = vec![route];
        all.extend(others.filter(|other| !std::ptr::eq(*other, route)));
        all
    }
}

impl Route {
    fn new(
        spec: &'static ProviderSpec,
        kind: CallKind,
        call: &'static CallSpec,
        values: Values<'_>,
    ) -> Option<Self> {
        let (path, fixed_query) = address(spec, call, &call.url, values).ok()?;
        let (client, scene) = (Registered::probe(), Scene::unsigned());
        let probe = Values {
            client: Some(&client),
            scene: &scene,
            ..values
        };
        let (_, probed) = address(spec, call, &call.url, probe).ok()?;
        let signatures = probed
            .iter()
            .filter(|(_, value)| value.text().is_none())
            .map(|(name, _)| name.clone())
            .collect();
        Some(Self {
            kind,
            call,
            path,
            fixed_query,
            step: None,
            learn: None,
            is_live: in_call(call, &is_live) || call.assertion.is_some(),
            signatures,
            spec,
        })
    }

    /// The query of the URL itself, filled for one request.
    pub(crate) fn query(&self, values: Values<'_>) -> Vec<(String, Pattern)> {
        let filled = address(self.spec, self.call, &self.call.url, values);
        filled.map(|(_, query)| query).unwrap_or_default()
    }

    /// Whether the access token travels as on API calls.
    pub(crate) fn carries_token(&self) -> bool {
        self.learn.is_some() || self.step.is_some_and(|step| step.spec.bearer)
    }

    /// A URL without a path is asked for at its root (RFC 9110 §4.2.3).
    pub(crate) fn matches(&self, path: &str) -> bool {
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
