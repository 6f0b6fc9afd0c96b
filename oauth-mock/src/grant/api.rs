//! The provider's API: checks the bearer, then echoes the request or answers what was set.

use std::time::{Duration, SystemTime};

use http::HeaderName;
use http::header::CONTENT_TYPE;
use oauth_runtime::spec::{ApiSpec, Bearer, ResetForm};
use serde_json::{Map, Value, json};

use super::Done;
use crate::answer::{Answer, Document};
use crate::read::Request;
use crate::refusal::Refusal;
use crate::route::Route;
use crate::server::Shared;
use crate::store::{Access, Family};
use crate::template::normal;

pub(super) fn serve(shared: &Shared, route: &Route, request: &Request) -> Result<Done, Refusal> {
    let setup = &shared.setup;
    let Some(api) = setup.spec.api else {
        return Err(Refusal::request("no API is declared").key("api"));
    };
    let token = bearer(shared, api, request)?;
    let (access, family) = check(shared, api, &token)?;
    let path = normal(&request.path);
    let below = route.below(&path).unwrap_or_default();
    let rules = &route.call.answer;
    let mut document = Document::from(match shared.canned(below) {
        Some(canned) => canned,
        None => echo(below, request, &family, &token),
    });
    if !document.is_list() {
        document.decide(rules.success.as_ref(), true);
        document.avoid(api.renew_if.as_ref());
        document.avoid(api.lockout.as_ref());
    }
    let mut answer = document.finish(rules, 200);
    if route.call.accept.contains("json") {
        answer.header(CONTENT_TYPE, route.call.accept);
    }
    rate_limit(shared, api, &mut answer);
    Ok(Done::new(answer).presented(Some(access.generation)))
}

/// The one access token of a request, from one of its declared places.
fn bearer(shared: &Shared, api: &ApiSpec, request: &Request) -> Result<String, Refusal> {
    let mut found = shared
        .setup
        .bearers()
        .into_iter()
        .filter_map(|form| request.bearer(&form));
    let declared = shared.setup.bearers().contains(&Bearer::Declared);
    let own = found
        .next()
        .or_else(|| request.scene.access_token.clone().filter(|_| declared));
    let Some(token) = own else {
        let status = api.renew_on.first().copied().unwrap_or(401);
        return Err(
            Refusal::new("invalid_token", "no access token where the API takes it")
                .status(status)
                .key("api(bearer)"),
        );
    };
    if found.next().is_some() {
        return Err(Refusal::request("the access token stands in two places").key("api(bearer)"));
    }
    let headers = request
        .headers
        .values()
        .filter_map(|value| value.to_str().ok());
    let in_headers = headers.filter(|value| value.contains(&token)).count();
    let in_query = request
        .query
        .iter()
        .filter(|pair| pair.value.contains(&token))
        .count();
    match in_headers + in_query {
        0 | 1 => Ok(token),
        _ => Err(Refusal::request("the access token stands in two places").key("api(bearer)")),
    }
}

pub(super) fn check(
    shared: &Shared,
    api: &ApiSpec,
    token: &str,
) -> Result<(Access, Family), Refusal> {
    let renew = |text| {
        Refusal::new("invalid_token", text)
            .status(api.renew_on.first().copied().unwrap_or(401))
            .key("api(renew_on)")
            .renewable()
    };
    let store = shared.store();
    let known = store
        .access(token)
        .and_then(|access| Some((access, store.family(access.family)?.clone())));
    let Some((access, family)) = known else {
        return Err(renew("nobody issued this access token"));
    };
    if family.realm != shared.realm {
        return Err(Refusal::new(
            "invalid_token",
            "this API takes the other token of the sign-in",
        )
        .status(api.renew_on.first().copied().unwrap_or(401))
        .key("second_token")
        .presented(access.generation));
    }
    if family.revoked {
        let refusal = match api.stop_on.first() {
            Some(status) => Refusal::new("access_denied", "the authorization was revoked")
                .status(*status)
                .key("api(stop_on)"),
            None => renew("the authorization was revoked"),
        };
        return Err(refusal.presented(access.generation));
    }
    match access.is_over(shared.setup.now()) {
        true => Err(renew("the access token is over").presented(access.generation)),
        false => Ok((access, family)),
    }
}

/// The request as the server understood it, without its token.
fn echo(path: &str, request: &Request, family: &Family, token: &str) -> Value {
    let query: Map<String, Value> = request
        .query
        .iter()
        .filter(|pair| pair.value != token)
        .map(|pair| (pair.name.clone(), pair.value.as_str().into()))
        .collect();
    json!({
        "method": request.method,
        "path": path,
        "query": query,
        "sub": family.subject,
        "scope": family.scope,
    })
}

/// Rate-limit headers under their declared names.
fn rate_limit(shared: &Shared, api: &ApiSpec, answer: &mut Answer) {
    const LIMIT: usize = 1000;
    let rules = &api.rate_limit;
    let used = shared.count(oauth_runtime::spec::CallKind::Api);
    let mut put = |name: Option<&'static str>, value: String| {
        if let Some(Ok(name)) = name.map(str::parse::<HeaderName>) {
            answer.header(name, &value);
        }
    };
    put(rules.limit, LIMIT.to_string());
    put(rules.remaining, LIMIT.saturating_sub(used + 1).to_string());
    if let Some((name, form)) = rules.reset {
        let window = Duration::from_secs(3600);
        let end = shared.setup.now().checked_add(window);
        let epoch = end.and_then(|end| end.duration_since(SystemTime::UNIX_EPOCH).ok());
        let epoch = epoch.unwrap_or_default().as_secs();
        put(
            Some(name),
            match form {
                ResetForm::DelaySeconds => window.as_secs().to_string(),
                ResetForm::Iso8601 => crate::answer::iso8601(epoch),
                _ => epoch.to_string(),
            },
        );
    }
}
