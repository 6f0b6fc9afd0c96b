//! Client authentication, places of secrets, secrets in the source.

use super::headers::is_literal;
use super::names::Names;
use crate::diag::{Sink, later, line};
use crate::errors::{AuthError, Line};
use crate::model::{Block, CallKind, CheckedCall, ClientAuth, Part, Value, WrittenCall};

/// Parameters that must not be in a URL unless the call says why.
const SECRET_PARAMS: &[&str] = &[
    "client_secret",
    "code",
    "code_verifier",
    "refresh_token",
    "password",
    "device_code",
    "token",
    "assertion",
    "subject_token",
    "actor_token",
    "auth_req_id",
];

/// Whether a parameter or header of this name holds a secret.
pub(super) fn is_secret_name(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "client_secret",
        "password",
        "refresh_token",
        "access_token",
        "assertion",
        "client_assertion",
        "api_key",
        "apikey",
        "authorization",
        "cookie",
        "secret",
    ];
    NAMES.contains(&name)
        || ["-key", "-token", "-secret", "_secret"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Secrets that stand in the source. Their lines are not pointed at.
pub(super) fn check_literals(call: &WrittenCall, sink: &mut Sink) {
    let rules = call
        .rules
        .iter()
        .filter_map(|rule| Some((rule.param.value, rule.param.span, rule.value.as_ref()?)));
    let params = call
        .params
        .iter()
        .map(|param| (param.name.value.as_str(), param.name.span, &param.value));
    for (name, span, value) in rules.chain(params) {
        if let Value::Text(text) = value
            && is_secret_name(name)
            && is_literal(text)
        {
            let name = name.to_owned();
            let at = Line(line(span));
            sink.push_at_item(AuthError::LiteralSecret { name, at });
        }
    }
}

/// The body, the method and the token of an API call are the caller's.
fn check_api(call: &WrittenCall, sink: &mut Sink) {
    if let Some(auth) = &call.client_auth {
        sink.push(auth.span, AuthError::ApiClientAuth {});
    }
    let in_body = |place: &str| matches!(place, "form" | "json" | "xml");
    let own = call.place.as_ref().map(|place| (place.value, place.span));
    let implied = call.method.as_ref().filter(|_| own.is_none());
    let has_params = !call.params.is_empty() || call.rules.iter().any(|rule| rule.value.is_some());
    let implied = implied
        .filter(|_| has_params)
        .map(|method| (call.place(), method.span));
    let rules = call.rules.iter().filter_map(|rule| {
        let place = rule.place.as_ref()?;
        Some((place.value, place.span))
    });
    let params = call
        .params
        .iter()
        .filter_map(|param| Some((param.place?, param.name.span)));
    for (place, span) in own.into_iter().chain(implied).chain(rules).chain(params) {
        if in_body(place) {
            sink.push(span, AuthError::ApiBody { place });
        }
    }
}

/// Where parameters travel: no body in a GET, no `bearer` where no token is sent.
pub(super) fn check_places(call: &WrittenCall, sink: &mut Sink) {
    if call.kind == CallKind::Api {
        check_api(call, sink);
        return;
    }
    let own = call.place.as_ref();
    let rules = call.rules.iter().filter_map(|rule| rule.place.as_ref());
    for place in own.into_iter().chain(rules) {
        if call.method() == "get" && matches!(place.value, "form" | "json" | "xml") {
            let mistake = AuthError::GetWithBody {
                call: call.kind.key().to_owned(),
                place: place.value,
            };
            let at = call
                .method
                .as_ref()
                .map_or(place.span, |method| later(method.span, place.span));
            sink.push(at, mistake);
        }
    }
    for rule in &call.rules {
        let bearer = rule.place.as_ref().filter(|place| place.value == "bearer");
        if let Some(place) = bearer.filter(|_| rule.param.value != "token") {
            let param = rule.param.value.to_owned();
            sink.push(place.span, AuthError::NoBearer { param });
        }
    }
}

/// Secrets in the query need a reason.
pub(super) fn check_query_secrets(call: &CheckedCall, names: &Names<'_>, sink: &mut Sink) {
    if call.kind == CallKind::Authorize {
        return;
    }
    let auth = call.client_auth.as_ref().map(|auth| &auth.value);
    for param in call
        .kind
        .own_params()
        .iter()
        .filter(|param| SECRET_PARAMS.contains(param))
    {
        let rule = call.rule(param);
        if rule.is_some_and(|rule| rule.presence == Some("Omit")) {
            continue;
        }
        if *param == "client_secret" && !auth.is_some_and(|auth| matches!(auth, ClientAuth::Body)) {
            continue;
        }
        let declared = rule.and_then(|rule| rule.place.as_ref());
        // The token of a userinfo request travels as on the API unless a rule says otherwise.
        if declared.is_none() && call.kind == CallKind::UserInfo {
            continue;
        }
        if declared.map_or(call.place(), |place| place.value) != "query" {
            continue;
        }
        names.need_reason(call.kind);
        if call.reason.is_some() {
            continue;
        }
        let method = call.method.as_ref().filter(|method| method.value == "get");
        let at = declared
            .or(call.place.as_ref())
            .or(method)
            .map_or(call.span, |word| word.span);
        let mistake = AuthError::PlaceQuery {
            call: call.kind.key().to_owned(),
            param: (*param).to_owned(),
        };
        if names.is_new(at) {
            sink.push(at, mistake);
        }
        return;
    }
}

/// A reason for nothing is left over from an edit.
pub(super) fn check_reason(call: &WrittenCall, names: &Names<'_>, sink: &mut Sink) {
    if let Some(reason) = &call.reason {
        let inherited = call.kind == CallKind::Token && names.needed_reason(CallKind::Refresh);
        if call.kind != CallKind::Password && !names.needed_reason(call.kind) && !inherited {
            sink.push(reason.span, AuthError::ReasonNoUse {});
        }
    }
}

/// Names that have no effect because of the client authentication.
pub(super) fn check_renames(call: &CheckedCall, sink: &mut Sink) {
    let Some(auth) = &call.client_auth else {
        return;
    };
    for rule in &call.rules {
        let Some(name) = &rule.name else {
            continue;
        };
        let sends = rule.presence.is_some_and(|presence| presence != "Omit");
        let silent = match (rule.param.value, &auth.value) {
            _ if sends => false,
            ("client_secret", auth) => !auth.sends_secret_param(),
            ("client_id", ClientAuth::Basic { .. } | ClientAuth::Header { id: Some(_), .. }) => {
                true
            }
            _ => false,
        };
        if silent {
            let param = rule.param.value.to_owned();
            let at = later(later(rule.param.span, name.span), auth.span);
            let at = if position_is_name(at, name.span) {
                rule.param.span
            } else {
                at
            };
            sink.push(at, AuthError::RenameWithBasic { param });
        }
    }
}

/// The later of two is the name: then the parameter, which stands before it, is shown.
fn position_is_name(at: proc_macro2::Span, name: proc_macro2::Span) -> bool {
    format!("{at:?}") == format!("{name:?}")
}

/// The client credentials grant without credentials.
pub(super) fn check_client_credentials(call: &CheckedCall, block: &Block, sink: &mut Sink) {
    let Some(auth) = call
        .client_auth
        .as_ref()
        .filter(|auth| matches!(auth.value, ClientAuth::None))
    else {
        return;
    };
    fn templated(template: &[Part]) -> bool {
        template.iter().any(|part| !matches!(part, Part::Lit(_)))
    }
    fn holds(value: &Value<crate::model::Template>) -> bool {
        match value {
            Value::Text(text) => templated(text),
            Value::Object(fields) => fields.iter().any(|(_, value)| holds(value)),
            Value::Array(values) => values.iter().any(holds),
            Value::Number(_) | Value::Bool(_) => false,
        }
    }
    // A scheme of the vendor's own proves the identity with a header or parameter.
    let params = call.params.iter().map(|param| &param.value);
    let fixed = call.rules.iter().filter_map(|rule| rule.value.as_ref());
    let own = call.headers.iter().any(|header| templated(&header.value))
        || params.chain(fixed).any(holds);
    if !own {
        let top = block.client_auth.as_ref().map(|auth| auth.span);
        let at = top.map_or(auth.span, |top| later(top, auth.span));
        sink.push(at, AuthError::NoneWithClientCredentials {});
    }
}
