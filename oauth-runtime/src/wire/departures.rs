//! What a declaration says beyond the RFCs, in words.

use crate::spec::{
    Bearer, CallKind, CallSpec, CallbackMode, ClientAuth, ExpiryPolicy, Grants, Pkce, Place,
    ProviderSpec, Rotation, SecondBy, StatePolicy, TimeUnit, VarKind,
};

/// One sentence for each departure of a declaration: tenant values, and what the
/// provider does otherwise than the RFCs have it. For tables and pages.
#[must_use]
pub fn departures(spec: &ProviderSpec) -> Vec<String> {
    let mut found = Vec::new();
    addresses(spec, &mut found);
    sign_in(spec, &mut found);
    for call in spec.calls {
        requests(spec, call, &mut found);
        steps(call, &mut found);
    }
    answers(spec, &mut found);
    after_sign_in(spec, &mut found);
    api(spec, &mut found);
    found
}

fn addresses(spec: &ProviderSpec, found: &mut Vec<String>) {
    for var in spec.vars {
        let what = match var.kind {
            VarKind::DnsLabel => "names the tenant's host",
            VarKind::Host(_) => "is a host",
            VarKind::Origin(_) => "is the tenant's own site",
            VarKind::Url(_) => "is an address known only at run time",
            VarKind::PathSegment | VarKind::Path => "stands in the path",
            VarKind::OneOf(_) => "is one of a list",
            _ => "is a value of the tenant",
        };
        found.push(format!("`{}` {what}", var.wire));
    }
}

fn sign_in(spec: &ProviderSpec, found: &mut Vec<String>) {
    if spec.call(CallKind::Authorize).is_none() {
        found.push("no person signs in: the client acts for itself".into());
        return;
    }
    match (spec.pkce, spec.pkce_reason) {
        (Pkce::S256, _) => (),
        (Pkce::None, why) => found.push(format!("no PKCE: {}", why.unwrap_or_default())),
        (_, why) => found.push(format!("a weaker PKCE: {}", why.unwrap_or_default())),
    }
    match spec.callback.mode {
        CallbackMode::Fragment => found.push("the code comes back behind `#`".into()),
        CallbackMode::FormPost => found.push("the code comes back as a form".into()),
        CallbackMode::Webhook => found.push("the code comes to the program's own server".into()),
        CallbackMode::Query => (),
    }
    if spec.mtls {
        found.push("a client certificate is asked for".into());
    }
    match spec.callback.state_policy {
        StatePolicy::IfPresent => found.push("`state` may be missing from the callback".into()),
        StatePolicy::Unsupported => found.push("`state` is not known to the provider".into()),
        StatePolicy::InRedirectUri => found.push("`state` travels in the redirect URI".into()),
        StatePolicy::Required => (),
    }
    if spec.grants.contains(Grants::PIN) {
        found.push("sign-in by PIN, without redirect URI".into());
    }
    for keep in spec.callback.keep {
        found.push(format!("`{}` of the callback is kept", keep.name));
    }
    if spec.scopes.required {
        found.push("at least one scope must be asked for".into());
    }
    if spec.scopes.delimiter != " " {
        found.push(format!("scopes are joined by {:?}", spec.scopes.delimiter));
    }
    if spec.scopes.nested {
        found.push("scopes take arguments in parentheses".into());
    }
    if !spec.scopes.literal.is_empty() {
        found.push(format!(
            "{:?} stays literal in the scope",
            spec.scopes.literal
        ));
    }
}

fn requests(spec: &ProviderSpec, call: &CallSpec, found: &mut Vec<String>) {
    let key = call.kind.key();
    if call.kind == CallKind::CodeRequest {
        found.push("a user's name and password can be traded for a code".into());
    }
    match call.place {
        Place::Header => found.push(format!("{key}: parameters travel as headers")),
        Place::Json => found.push(format!("{key}: the body is JSON")),
        Place::Xml => found.push(format!("{key}: the body is XML")),
        Place::Query if call.kind == CallKind::Token => {
            found.push(format!("{key}: parameters travel in the query"));
        }
        _ => (),
    }
    let renamed = call.rules.iter().filter(|rule| rule.name.is_some()).count();
    if renamed > 0 {
        found.push(format!("{key}: {renamed} parameters have other names"));
    }
    let own_refresh =
        call.kind == CallKind::Refresh && spec.calls.iter().any(|c| c.kind == CallKind::Token);
    if matches!(call.client_auth, ClientAuth::Body | ClientAuth::None) || own_refresh {
        return;
    }
    if call.kind.yields_token() {
        found.push(format!(
            "{key}: client authentication is {}",
            call.client_auth.describe()
        ));
    }
}

fn steps(call: &CallSpec, found: &mut Vec<String>) {
    let key = call.kind.key();
    if let Some(assertion) = call.assertion {
        found.push(format!("{key}: a JWT signed with {}", assertion.alg.name()));
    }
    if call.signed {
        found.push(format!("{key}: the request is signed"));
    }
    for step in call.before {
        found.push(format!("{key}: `{}` is called before it", step.name));
    }
    for step in call.then {
        let may = if step.optional { " if it can be" } else { "" };
        found.push(format!("{key}: `{}` is called after it{may}", step.name));
    }
    if call.answer.keeps_token {
        found.push(format!(
            "{key}: the answer brings no token, the old one lives on"
        ));
    }
}

fn after_sign_in(spec: &ProviderSpec, found: &mut Vec<String>) {
    if spec.mtls {
        found.push("a client certificate is asked for".into());
    }
    for learn in spec.learn {
        for keep in learn.call.answer.keep {
            let choice = match learn.each {
                Some(_) => ", and chosen where there are several",
                None => "",
            };
            found.push(format!(
                "`{}` is learned by a call after the sign-in{choice}",
                keep.name
            ));
        }
    }
    for second in spec.second_tokens {
        let from = match second.by {
            SecondBy::Answer => "in the same answer",
            SecondBy::Refresh => "for another audience",
        };
        found.push(format!("a second token `{}` comes {from}", second.name));
    }
}

fn answers(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Some(call) = spec
        .call(CallKind::Token)
        .or_else(|| spec.call(CallKind::ClientCredentials))
    else {
        return;
    };
    match call.answer.expires.unit {
        TimeUnit::Seconds => (),
        TimeUnit::Milliseconds => found.push("`expires_in` is in milliseconds".into()),
        TimeUnit::Clock => found.push("the lifetime is told as text".into()),
    }
    if call.answer.expires.policy == ExpiryPolicy::Never {
        found.push("access tokens never end".into());
    }
    for keep in call.answer.keep {
        let trust = match keep.kind {
            VarKind::Url(hosts) | VarKind::Origin(hosts) | VarKind::Host(hosts) => {
                format!(", if its host is {}", hosts.join(" or "))
            }
            _ => String::new(),
        };
        found.push(format!("`{}` of the answer is kept{trust}", keep.name));
    }
    match spec.rotation {
        Rotation::None => found.push("the refresh token never changes".into()),
        Rotation::SingleUse { .. } => found.push("each refresh token works once".into()),
        _ => (),
    }
}

fn api(spec: &ProviderSpec, found: &mut Vec<String>) {
    let Some(api) = spec.api else { return };
    if let Some(first) = api.bearer.first() {
        match first {
            Bearer::Authorization { scheme: "Bearer" } => (),
            Bearer::Authorization { scheme } => {
                found.push(format!("API: the scheme is `{scheme}`"))
            }
            Bearer::Header { name } => found.push(format!("API: the token travels in `{name}`")),
            Bearer::Query { name } => {
                found.push(format!("API: the token travels in the query as `{name}`"))
            }
            Bearer::Cookie { name } => {
                found.push(format!("API: the token travels in the cookie `{name}`"))
            }
            Bearer::Declared => found.push("API: the token travels in a value of its own".into()),
        }
    }
    if api.call.signed {
        found.push("API: every call is signed".into());
    }
    if api.renew_on != [401] {
        found.push(format!("API: a token over is told by {:?}", api.renew_on));
    }
    if !api.stop_on.is_empty() {
        found.push(format!("API: {:?} ends the session", api.stop_on));
    }
    if api.call.answer.success.is_some() {
        found.push("API: an error may come under a status of success".into());
    }
    if api.lockout.is_some() {
        found.push("API: a lockout is recognised, and nothing is repeated".into());
    }
    if api.call.accept != CallSpec::POST.accept {
        found.push(format!("API: the media type is {}", api.call.accept));
    }
}
