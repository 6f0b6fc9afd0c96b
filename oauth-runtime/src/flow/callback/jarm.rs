//! Responses that are one signed JWT: JWT Secured Authorization Response Mode.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use super::{
    Accepted, LONGEST_INPUT, Params, accepted, check_place, check_state, query_state, split,
};
use crate::error::{Code, Error};
use crate::flow::pending::PendingSignIn;
use crate::spec::{CallbackMode, ProviderSpec, StatePolicy};

type Claims = Map<String, Value>;

/// Name of the parameter that holds the JWT (JARM §2.3).
const RESPONSE: &str = "response";
/// How many seconds the clocks may be apart.
const LEEWAY: u64 = 10;

/// What the client knows a response must say (JARM §2.4).
pub(crate) struct Expected<'a> {
    pub(crate) issuer: Option<&'a str>,
    pub(crate) client_id: &'a str,
    pub(crate) now: SystemTime,
}

/// The JWT of a response. Where one was asked for, a plain response is refused: anybody
/// could have written it.
///
/// # Errors
/// `E0420` when there is none; the sign-in goes on waiting.
pub(crate) fn response(
    spec: &'static ProviderSpec,
    pending: &PendingSignIn,
    input: &str,
) -> Result<String, Error> {
    let input = input.trim();
    if input.len() > LONGEST_INPUT {
        return Err(Error::new(Code::UnreadableCallback, "the callback is too large").stray());
    }
    check_place(pending, input).map_err(Error::stray)?;
    let (query, fragment) = split(input);
    let (first, second) = match spec.callback.mode {
        CallbackMode::Fragment => (fragment, query),
        _ => (query, fragment),
    };
    for part in [first, second] {
        let params = Params::parse_within(part, LONGEST_INPUT).map_err(Error::stray)?;
        if let Some(jwt) = params.one(RESPONSE).map_err(Error::stray)? {
            return Ok(jwt.to_owned());
        }
    }
    Err(refused(
        "the callback is not signed, although a signed one was asked for; the sign-in still waits for its own callback",
    ))
}

/// Whether a response belongs to the sign-in, as far as it can be told before its
/// signature is checked: its state is the one that waits.
///
/// # Errors
/// As [`response`], and `E0401` or `E0404` for the state.
pub(crate) fn belongs(
    spec: &'static ProviderSpec,
    pending: &PendingSignIn,
    input: &str,
) -> Result<(), Error> {
    let jwt = response(spec, pending, input)?;
    let claims = unverified(&jwt).ok_or_else(|| refused("the callback's `response` is no JWT"))?;
    check_own_state(spec, pending, input, &Params::of_claims(&claims))
}

/// Checks a response whose signature is the provider's, as any other one.
///
/// # Errors
/// `E0420` when it is for another client or over, `E0403` for another issuer, and as
/// [`validate`](super::validate).
pub(crate) fn validate_signed(
    spec: &'static ProviderSpec,
    expected: &Expected<'_>,
    pending: &PendingSignIn,
    input: &str,
    claims: &Claims,
) -> Result<Accepted, Error> {
    let params = Params::of_claims(claims);
    check_own_state(spec, pending, input, &params)?;
    let is_own = match claims.get("aud") {
        Some(Value::String(only)) => only == expected.client_id,
        Some(Value::Array(all)) => all.iter().any(|one| one == expected.client_id),
        _ => false,
    };
    if !is_own {
        return Err(refused("the signed callback is for another client").key("client_id"));
    }
    check_times(claims, expected.now)?;
    let Some(issuer) = expected.issuer else {
        return Err(Error::new(
            Code::ValueUnset,
            "a signed callback names its issuer, and none is known to hold it against: declare `issuer`",
        )
        .key("issuer"));
    };
    accepted(spec, Some(issuer), true, pending, &params)
}

fn check_own_state(
    spec: &'static ProviderSpec,
    pending: &PendingSignIn,
    input: &str,
    params: &Params<'_>,
) -> Result<(), Error> {
    let rules = &spec.callback;
    let checked = match rules.state_policy {
        StatePolicy::InRedirectUri => query_state(rules, pending, input.trim()),
        _ => params
            .one(rules.state)
            .and_then(|state| check_state(rules, pending, state)),
    };
    checked.map_err(Error::stray)
}

fn check_times(claims: &Claims, now: SystemTime) -> Result<(), Error> {
    let since = now.duration_since(SystemTime::UNIX_EPOCH);
    let now = since.unwrap_or_default();
    let time = |name: &str| {
        let seconds = claims.get(name).and_then(Value::as_u64);
        seconds.map(Duration::from_secs)
    };
    let leeway = Duration::from_secs(LEEWAY);
    match time("exp") {
        Some(exp) if exp.saturating_add(leeway) > now => (),
        Some(_) => return Err(refused("the signed callback is over; begin a new sign-in")),
        None => return Err(refused("the signed callback does not say when it ends")),
    }
    let early = |name: &str| time(name).is_some_and(|begin| begin > now.saturating_add(leeway));
    match early("nbf") || early("iat") {
        true => Err(refused(
            "the signed callback is of the future by this machine's clock, which may be wrong",
        )),
        false => Ok(()),
    }
}

fn unverified(jwt: &str) -> Option<Claims> {
    let mut parts = jwt.split('.');
    let (_, claims, _, None) = (parts.next()?, parts.next()?, parts.next()?, parts.next()) else {
        return None;
    };
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

fn refused(text: &'static str) -> Error {
    Error::new(Code::ResponseRefused, text)
        .key("callback(jwt)")
        .stray()
}

impl Params<'static> {
    /// The claims as parameters: what is no text is none.
    fn of_claims(claims: &Claims) -> Self {
        let texts = claims.iter().filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text.clone())),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        });
        let owned = texts.map(|(name, text)| (Cow::Owned(name.clone()), Cow::Owned(text)));
        Self(owned.collect())
    }
}
