//! `@expect` against what came of the call.

use std::time::Duration;

use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::{Code, DynSession, Error, Expiry, TokenSet};
use serde_json::Value;

use super::given::{kept_as, now};
use super::parse::Pairs;
use super::run::{Answered, Outcome};

/// The codes of the library that a transcript calls by one name.
const KINDS: [(&str, &[Code]); 11] = [
    (
        "oauth",
        &[
            Code::InvalidRequest,
            Code::UnauthorizedClient,
            Code::InvalidScope,
            Code::ServerError,
            Code::TooManyRequests,
            Code::CodeRefused,
            Code::RefreshRefused,
            Code::ProviderError,
            Code::AccessDenied,
        ],
    ),
    ("client_authentication", &[Code::ClientAuthentication]),
    ("api", &[Code::ApiError]),
    ("forbidden", &[Code::Forbidden]),
    ("stopped", &[Code::Stopped]),
    ("lockout", &[Code::Lockout]),
    ("rate_limited", &[Code::RateLimited]),
    ("untrusted_host", &[Code::UntrustedHost]),
    (
        "refused",
        &[
            Code::ValueRefused,
            Code::ValueUnset,
            Code::InputRefused,
            Code::InsecureUrl,
            Code::ScopeRequired,
        ],
    ),
    ("state_mismatch", &[Code::StateMismatch, Code::StateMissing]),
    ("missing_field", &[Code::MissingField, Code::CodeMissing]),
];

/// What is not as expected. Only what is written is looked at.
///
/// # Errors
/// When a key or a kind is not understood.
pub(super) fn compare(mut expect: Pairs, outcome: &Outcome) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let kind = expect.take("error.kind");
    let kind = kind.as_deref();
    if let Some(difference) = compare_kind(kind, &outcome.result)? {
        found.push(difference);
    }
    let mut check = |key: &str, expected: Option<String>, got: Option<String>| {
        if let Some(expected) = expected {
            let got = got.unwrap_or_else(|| "none".into());
            if expected != got {
                found.push(format!(
                    "{key}\n    expected {expected}\n    got      {got}"
                ));
            }
        }
    };
    let tokens = outcome.session.as_ref().map(DynSession::tokens);
    let tokens = tokens.as_ref();
    let spec = outcome.given.spec;
    check(
        "access_token",
        expect.take("access_token"),
        tokens.map(|t| t.access_token.expose().to_owned()),
    );
    check(
        "refresh_token",
        expect.take("refresh_token"),
        tokens.and_then(|t| Some(t.refresh_token.as_ref()?.expose().to_owned())),
    );
    check(
        "token_type",
        expect
            .take("token_type")
            .map(|text| text.to_ascii_lowercase()),
        // A session has no other type: the library refuses every other answer.
        tokens.map(|_| "bearer".to_owned()),
    );
    check(
        "expires_in",
        expect.take("expires_in"),
        tokens.and_then(lifetime),
    );
    check(
        "scope",
        expect.take("scope"),
        tokens.map(|t| scope(spec, t)),
    );
    for (name, expected) in expect.take_all("extra.") {
        let got = tokens.and_then(|t| extra(spec, t, &name));
        check(&format!("extra.{name}"), Some(expected), got);
    }
    for (name, expected) in expect.take_all("callback.") {
        check(
            &format!("callback.{name}"),
            Some(expected),
            tokens.and_then(|t| t.kept.text(&name)),
        );
    }
    check(
        "status",
        expect.take("status"),
        status(outcome).map(|status| status.to_string()),
    );
    let body = body(&outcome.result);
    for (pointer, expected) in expect.take_all("json.") {
        let got = body
            .as_ref()
            .and_then(|body| body.pointer(&pointer))
            .map(text);
        check(&format!("json.{pointer}"), Some(expected), got);
    }
    let error = outcome.result.as_ref().err();
    let oauth = error.and_then(Error::oauth_error);
    let wait = error.and_then(Error::retry_after);
    check(
        "error.oauth",
        expect.take("error.oauth"),
        oauth.map(|e| e.error.clone()),
    );
    check(
        "error.description",
        expect.take("error.description"),
        oauth.and_then(|e| e.description.clone()),
    );
    check(
        "error.retry_after",
        expect.take("error.retry_after"),
        wait.map(|wait| wait.as_secs().to_string()),
    );
    check(
        "error.rate_limit_reset",
        expect.take("error.rate_limit_reset"),
        wait.and_then(unix_time),
    );
    expect.finish("@expect")?;
    Ok(found)
}

/// Success or failure, and which one.
fn compare_kind(
    expected: Option<&str>,
    result: &Result<Answered, Error>,
) -> Result<Option<String>, String> {
    let codes = match expected {
        None => &[][..],
        Some(kind) => KINDS
            .iter()
            .find(|(known, _)| *known == kind)
            .map(|(_, codes)| *codes)
            .ok_or_else(|| format!("unknown error.kind {kind:?}"))?,
    };
    let got = match result {
        Ok(_) if expected.is_none() => return Ok(None),
        Err(error) if codes.contains(&error.code()) => return Ok(None),
        Ok(_) => "success".to_owned(),
        Err(error) => {
            let kind = KINDS
                .iter()
                .find(|(_, codes)| codes.contains(&error.code()));
            format!(
                "{} ({error})",
                kind.map_or("an error without a kind", |(kind, _)| kind)
            )
        }
    };
    let expected = expected.unwrap_or("success");
    Ok(Some(format!(
        "error.kind\n    expected {expected}\n    got      {got}"
    )))
}

/// The lifetime as the answer gave it, in seconds.
fn lifetime(tokens: &TokenSet) -> Option<String> {
    match tokens.expires {
        Expiry::At(end) => Some(
            end.duration_since(tokens.issued_at)
                .ok()?
                .as_secs()
                .to_string(),
        ),
        _ => None,
    }
}

/// The granted scopes, joined as the provider joins them.
fn scope(spec: &ProviderSpec, tokens: &TokenSet) -> String {
    match &tokens.scope {
        Some(scopes) => scopes.join(spec.scopes.delimiter),
        None => "unspecified".into(),
    }
}

/// A field by its name on the wire: kept by the declaration, or among the rest.
fn extra(spec: &ProviderSpec, tokens: &TokenSet, name: &str) -> Option<String> {
    let (head, inner) = match name.split_once('/') {
        Some((head, _)) => (head, name.split_at(head.len()).1),
        None => (name, ""),
    };
    let kept = kept_as(spec, head).and_then(|keep| tokens.kept.json::<Value>(keep.name));
    let value = kept.as_ref().or_else(|| tokens.remainder.get(head))?;
    value.pointer(inner).map(text)
}

/// A string by its text, anything else by its JSON text.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn status(outcome: &Outcome) -> Option<u16> {
    match &outcome.result {
        Ok(Answered::Api(response)) => Some(response.status()),
        // The library hands out the claims of a success without its status.
        Ok(Answered::Claims(_)) => outcome.last_status,
        Ok(Answered::Nothing) => None,
        Err(error) => error.status(),
    }
}

fn body(result: &Result<Answered, Error>) -> Option<Value> {
    match result {
        Ok(Answered::Api(response)) => response.json().ok(),
        Ok(Answered::Claims(claims)) => Some(claims.clone()),
        _ => None,
    }
}

/// The unix time at which a wait is over.
fn unix_time(wait: Duration) -> Option<String> {
    let end = now().checked_add(wait)?;
    let since = end.duration_since(std::time::SystemTime::UNIX_EPOCH).ok()?;
    Some(since.as_secs().to_string())
}
