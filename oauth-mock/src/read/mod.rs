//! Reading requests by the declaration, strictly: every declared parameter in
//! its place and under its name, and nothing that resembles one anywhere else.

mod assertion;
mod client;
mod expect;
mod fixed;
mod headers;
mod jwt;
mod leftover;
mod request;

pub(crate) use expect::{fixed_text, is_omitted, locate};
pub(crate) use jwt::{Jwt, signed as signed_jwt, times as jwt_times};
pub(crate) use request::{Body, Pair, Request};

use oauth_runtime::spec::{CallKind, Param, ParamRule, Place, Presence, Slot};

use crate::refusal::Refusal;
use crate::route::Route;
use crate::setup::Setup;
use expect::{Expected, Need};

/// The parameters of a request that obeys its declaration.
pub(crate) struct Params {
    kind: CallKind,
    values: Vec<(Param, String)>,
    /// Parameters that the declaration asks for when they have a value.
    on_send: Vec<Param>,
    /// Parameters whose value is declared, so that they repeat nothing.
    fixed: Vec<Param>,
    /// Tokens that stand under names of the provider's own.
    carried: Vec<(Slot, String)>,
    /// The client, by its position in the registration.
    pub(crate) client: Option<usize>,
}

impl Params {
    /// The value of a parameter, if it came.
    pub(crate) fn get(&self, param: Param) -> Option<&str> {
        self.values
            .iter()
            .find(|(known, _)| *known == param)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that reading made sure of.
    pub(crate) fn need(&self, param: Param) -> Result<&str, Refusal> {
        self.get(param).ok_or_else(|| {
            Refusal::request(format!("`{}` is missing", param.name())).of(self.kind, "names", param)
        })
    }

    /// A token of the request that stands under a name of the provider's own.
    pub(crate) fn carried(&self, slot: Slot) -> Option<&str> {
        let found = self.carried.iter().find(|(known, _)| *known == slot);
        found.map(|(_, value)| value.as_str())
    }

    /// Holds a repeated parameter against what the authorization was given.
    pub(crate) fn repeats(&self, param: Param, known: Option<&str>) -> Result<(), Refusal> {
        let refused = |text: String| Err(Refusal::grant(text).of(self.kind, "send", param));
        let name = param.name();
        if self.fixed.contains(&param) {
            return Ok(());
        }
        match (self.get(param), known) {
            (Some(given), Some(known)) if given != known => refused(format!(
                "`{name}` differs from the one of the authorization"
            )),
            (None, Some(_)) if self.on_send.contains(&param) => Err(Refusal::request(format!(
                "`{name}` is missing, and the authorization had one"
            ))
            .of(self.kind, "send", param)),
            _ => Ok(()),
        }
    }
}

/// Reads a request as the call of its route. Where the call does not name its
/// client, `owner` is the one that the presented grant was made for.
pub(crate) fn read(
    setup: &Setup,
    route: &Route,
    request: &Request,
    owner: Option<usize>,
) -> Result<Params, Refusal> {
    if let Some(broken) = &request.broken {
        return Err(Refusal::request(broken.clone()));
    }
    let (kind, call) = (route.kind, route.call);
    let auth = client::effective(setup, kind, call, request, owner);
    let expected = expect::expected(setup, kind, call, &auth);
    let mut claims = leftover::Claims::default();
    let mut values = Vec::new();
    for wanted in &expected {
        if let Some(value) = one(setup, route, request, wanted, &mut claims)? {
            values.push((wanted.param, value));
        }
    }
    for extra in call.params {
        fixed::extra(setup, route, request, extra, &mut claims)?;
    }
    fixed::url_query(setup, route, request, &mut claims)?;
    if kind == CallKind::Api {
        claims.add_bearer(&setup.bearers(), request);
    } else if route.carries_token() {
        claims.add(setup, Place::Bearer, "", request);
    }
    headers::declared(setup, route, request, &mut claims)?;
    let known = client::Known {
        values: &values,
        owner,
    };
    let client = client::authenticate(setup, route, request, &auth, &known, &mut claims)?;
    assertion::check(setup, route, request)?;
    headers::media_types(route, request)?;
    leftover::refuse(setup, route, request, &expected, &claims)?;
    let ruled = |is: fn(&ParamRule) -> bool| {
        let rules = call.rules.iter().filter(|rule| is(rule));
        rules.map(|rule| rule.param).collect()
    };
    Ok(Params {
        kind,
        values,
        on_send: ruled(|rule| rule.presence == Presence::Send),
        fixed: ruled(|rule| rule.value.is_some()),
        carried: fixed::carried(setup, route, request),
        client,
    })
}

/// Reads one parameter.
fn one(
    setup: &Setup,
    route: &Route,
    request: &Request,
    wanted: &Expected,
    claims: &mut leftover::Claims,
) -> Result<Option<String>, Refusal> {
    let (kind, param) = (route.kind, wanted.param);
    if wanted.need == Need::Never {
        return Ok(None);
    }
    let found = match scope_with_plus(setup, route, request, wanted) {
        Some(text) => Some(text.into()),
        None => request.value(setup, wanted.place, wanted.name),
    };
    let Some(value) = found else {
        return match wanted.need {
            Need::Required | Need::MayBeEmpty => Err(missing(setup, route, request, wanted)),
            _ => Ok(None),
        };
    };
    claims.add(setup, wanted.place, wanted.name, request);
    let text = crate::template::plain(&value);
    if text.is_empty() && wanted.need != Need::MayBeEmpty {
        return Err(Refusal::request(format!(
            "`{}` is empty; a parameter without a value is left out",
            wanted.name
        ))
        .of(kind, "send_empty", param));
    }
    fixed::standard(setup, route, request, wanted, &value)?;
    Ok(Some(text))
}

/// A list of scopes in the authorization request whose `+` is declared to be sent
/// as it is, so that it is no space.
fn scope_with_plus(
    setup: &Setup,
    route: &Route,
    request: &Request,
    wanted: &Expected,
) -> Option<String> {
    if route.kind != CallKind::Authorize || wanted.place != Place::Query {
        return None;
    }
    let list = setup.scope_list(wanted.param)?;
    if !list.raw && !list.literal.contains('+') {
        return None;
    }
    request.query_pair(wanted.name).map(Pair::with_plus)
}

fn missing(setup: &Setup, route: &Route, request: &Request, wanted: &Expected) -> Refusal {
    let elsewhere = leftover::whereabouts(setup, request, wanted.name, wanted.param.name());
    let text = match elsewhere {
        Some((place, name)) => format!(
            "`{name}` stands in the {}, but this call takes it as `{}` in the {}",
            place_name(place),
            wanted.name,
            place_name(wanted.place)
        ),
        None => format!(
            "`{}` is missing in the {}",
            wanted.name,
            place_name(wanted.place)
        ),
    };
    let refusal = match wanted.param {
        Param::ClientId | Param::ClientSecret => Refusal::client(text),
        Param::GrantType => Refusal::new("unsupported_grant_type", text),
        Param::Scope => Refusal::new("invalid_scope", text),
        _ => Refusal::request(text),
    };
    match wanted.param {
        Param::ClientId | Param::ClientSecret => refusal,
        Param::Scope if route.kind == CallKind::Authorize => refusal.key("scopes(required)"),
        Param::CodeChallenge | Param::CodeChallengeMethod => refusal.key("pkce"),
        Param::Nonce => refusal.key("nonce"),
        param => refusal.of(route.kind, "names", param),
    }
}

/// A place as a person reads it.
pub(crate) fn place_name(place: Place) -> &'static str {
    match place {
        Place::Query => "query",
        Place::Form => "form",
        Place::Json => "JSON body",
        Place::Xml => "XML body",
        Place::Header => "header",
        Place::Bearer => "place of the access token",
        _ => "request",
    }
}
