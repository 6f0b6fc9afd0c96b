//! Parameters: names, presence, fixed values.

use proc_macro2::Span;

use crate::diag::Sink;
use crate::errors::ParamError;
use crate::keys::PARAMS;
use crate::model::{CallKind, CheckedCall, Rule, Text, Value, WrittenCall};

/// Values that are made anew for each request.
const RESERVED: &[&str] = &[
    "state",
    "nonce",
    "code_challenge",
    "code_verifier",
    "code",
    "redirect_uri",
    "token",
    "device_code",
    "auth_req_id",
    "id_token_hint",
];

/// Whether a call, or one that starts from it, has a standard parameter.
fn knows(kind: CallKind, param: &str) -> bool {
    const HEIRS: &[CallKind] = &[
        CallKind::Token,
        CallKind::Refresh,
        CallKind::ClientCredentials,
        CallKind::Password,
        CallKind::DeviceToken,
        CallKind::TokenExchange,
        CallKind::JwtBearer,
        CallKind::Saml2Bearer,
        CallKind::BackchannelToken,
    ];
    has(kind, param)
        || kind.brought_params().contains(&param)
        || (kind.yields_token() && HEIRS.iter().any(|heir| has(*heir, param)))
}

/// Whether a call itself has a standard parameter.
fn has(kind: CallKind, param: &str) -> bool {
    kind.own_params().contains(&param) || kind.optional_params().contains(&param)
}

/// Whether a step or a call in `learn(...)` has a parameter because it declares
/// client authentication of its own.
fn authenticates(call: &WrittenCall, param: &str) -> bool {
    matches!(call.kind, CallKind::Step | CallKind::Learn)
        && call.client_auth.is_some()
        && matches!(param, "client_id" | "client_secret")
}

/// Some vendors want a `nonce` that is no claim of an ID token, or a `state` where
/// no browser is sent: a fresh UUID is one.
fn is_own_uuid(kind: CallKind, rule: &Rule<Text>) -> bool {
    let Some(Value::Text(text)) = &rule.value else {
        return false;
    };
    let open = match rule.param.value {
        "nonce" => true,
        "state" => !matches!(kind, CallKind::Authorize | CallKind::Token),
        _ => false,
    };
    open && text.value.contains("{uuid}")
}

/// Rules on a call as it is written.
pub(super) fn check_rules(call: &WrittenCall, sink: &mut Sink) {
    let key = || call.kind.key().to_owned();
    for rule in &call.rules {
        let name = rule.param.value;
        let span = rule.param.span;
        // What `token` says of a parameter can be meant for its heirs; that it is sent cannot.
        let asked = matches!(rule.presence, Some("Send" | "SendEmpty"));
        let known = if asked {
            has(call.kind, name)
        } else {
            knows(call.kind, name)
        };
        if rule.value.is_some() && RESERVED.contains(&name) && !is_own_uuid(call.kind, rule) {
            let name = name.to_owned();
            sink.push(span, ParamError::Reserved { name });
        } else if !known && rule.value.is_none() && !authenticates(call, name) {
            let name = name.to_owned();
            sink.push(span, ParamError::NeverSent { call: key(), name });
        } else if call.kind.optional_params().contains(&name)
            && call.kind != CallKind::Token
            && rule.presence.is_none()
            && rule.value.is_none()
        {
            let name = name.to_owned();
            sink.push(span, ParamError::NeedsSend { call: key(), name });
        }
        check_nesting(
            rule.value.as_ref(),
            name,
            span,
            rule.place
                .as_ref()
                .map_or(call.place(), |place| place.value),
            sink,
        );
    }
    for param in &call.params {
        let place = param.place.unwrap_or(call.place());
        check_nesting(
            Some(&param.value),
            &param.name.value,
            param.name.span,
            place,
            sink,
        );
    }
    for name in &call.order {
        let known = PARAMS.contains(&name.value.as_str())
            || call
                .params
                .iter()
                .any(|param| param.name.value == name.value)
            || call.rules.iter().any(|rule| {
                rule.name
                    .as_ref()
                    .is_some_and(|wire| wire.value == name.value)
            });
        if !known {
            let name_text = name.value.clone();
            sink.push(name.span, ParamError::UnknownOrder { name: name_text });
        }
    }
}

fn check_nesting<T>(
    value: Option<&Value<T>>,
    name: &str,
    span: Span,
    place: &str,
    sink: &mut Sink,
) {
    if matches!(value, Some(Value::Object(_) | Value::Array(_))) && !matches!(place, "json" | "xml")
    {
        let name = name.to_owned();
        sink.push(span, ParamError::NestedOutsideJson { name });
    }
}

/// Fixed values of parameters that the call does not have become parameters of
/// its own: `token(params(username = "..."))` says what it says.
pub(super) fn settle_foreign(call: &mut CheckedCall) {
    settle(call, knows);
}

/// The same once each call has what it inherits: `password` fixed in
/// `client_credentials` is a parameter of that call alone.
pub(super) fn settle_inherited(calls: &mut [CheckedCall], implied: &mut [CheckedCall]) {
    let kinds: Vec<CallKind> = calls
        .iter()
        .chain(&*implied)
        .map(|call| call.kind)
        .collect();
    for call in calls.iter_mut().chain(implied) {
        // What `token` fixes for a call that is implied stays a rule for both.
        let heirs = if call.kind == CallKind::Token {
            kinds.as_slice()
        } else {
            &[]
        };
        settle(call, |kind, param| {
            has(kind, param)
                || heirs
                    .iter()
                    .any(|heir| heir.inherits() && has(*heir, param))
        });
    }
}

fn settle(call: &mut CheckedCall, stays: impl Fn(CallKind, &str) -> bool) {
    let (own, foreign): (Vec<_>, Vec<_>) = std::mem::take(&mut call.rules)
        .into_iter()
        .partition(|rule| rule.value.is_none() || stays(call.kind, rule.param.value));
    call.rules = own;
    for rule in foreign {
        if rule.presence == Some("Omit") {
            continue;
        }
        let Rule {
            param,
            name,
            place,
            value,
            ..
        } = rule;
        let name =
            name.unwrap_or_else(|| crate::model::Spanned::new(param.value.to_owned(), param.span));
        call.params.extend(value.map(|value| crate::model::Param {
            name,
            value,
            place: place.map(|place| place.value),
        }));
    }
}

/// No two parameters of a request with one name in one place.
pub(super) fn check_collisions(call: &CheckedCall, sink: &mut Sink) {
    let mut seen: Vec<(String, &str, Option<Span>, String)> = Vec::new();
    for (name, place, span, param) in sent(call) {
        let other = seen.iter().find(|have| have.0 == name && have.1 == place);
        if let Some((_, _, first, first_param)) = other {
            let (at, param) = match (span, first) {
                (Some(at), _) => (at, param.clone()),
                (None, Some(at)) => (*at, first_param.clone()),
                (None, None) => continue,
            };
            let call = call.kind.key().to_owned();
            let name = name.clone();
            sink.push(at, ParamError::Collision { call, name, param });
        }
        seen.push((name, place, span, param));
    }
}

/// The parameters that a call may send: the name on the wire, the place, where
/// that is written, and the name in the declaration.
pub(super) fn sent(call: &CheckedCall) -> Vec<(String, &str, Option<Span>, String)> {
    let own = call
        .kind
        .own_params()
        .iter()
        .chain(call.kind.optional_params());
    let standard = own.filter_map(|param| {
        let rule = call.rule(param);
        let presence = rule.and_then(|rule| rule.presence);
        let optional = call.kind.optional_params().contains(param) && presence.is_none();
        if presence == Some("Omit") || optional || absent(call, param) {
            return None;
        }
        let wire = rule.and_then(|rule| rule.name.as_ref());
        let place = rule
            .and_then(|rule| rule.place.as_ref())
            .map_or(call.place(), |place| place.value);
        let name = wire.map_or(*param, |name| name.value.as_str());
        Some((
            name.to_owned(),
            place,
            wire.map(|name| name.span),
            (*param).to_owned(),
        ))
    });
    let extra = call.params.iter().map(|param| {
        let name = param.name.value.clone();
        (
            name.clone(),
            param.place.unwrap_or(call.place()),
            Some(param.name.span),
            name,
        )
    });
    standard.chain(extra).collect()
}

/// Parameters that the declaration has no use for unless it says so.
fn absent(call: &CheckedCall, param: &str) -> bool {
    let unasked = call.rule(param).is_none();
    let authenticated = call
        .client_auth
        .as_ref()
        .is_some_and(|auth| auth.value.sends_secret_param());
    match param {
        "second_scope" | "nonce" | "response_mode" => unasked,
        "client_secret" => !authenticated,
        _ => false,
    }
}
