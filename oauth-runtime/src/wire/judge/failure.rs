//! Failed answers: what the provider said, and what to change.

use http::header;

use super::document::Document;
use super::{Answer, format, read, retry_after};
use crate::error::{Code, Error, OAuthError};
use crate::spec::{CallKind, Field};

/// The document of an answer that means success.
pub(super) fn success<'a>(answer: &Answer<'a>) -> Result<Document<'a>, Error> {
    let status = answer.response.status;
    if (300..400).contains(&status) {
        return Err(redirected(answer));
    }
    let rules = &answer.call.answer;
    let good_status = match rules.statuses {
        [] => (200..300).contains(&status),
        listed => listed.contains(&status),
    };
    let document = match format::parse(answer) {
        Ok(document) => document,
        Err(error) if good_status => return Err(error),
        Err(error) => return Err(by_status(answer).unwrap_or(error)),
    };
    if locked_out(answer, &document) {
        return Err(lockout(answer, &document));
    }
    if let Some(error) = oauth_error(answer, &document)? {
        return Err(classify(answer, error));
    }
    if !good_status {
        return Err(by_status(answer).unwrap_or_else(|| unnamed(answer)));
    }
    match &rules.success {
        Some(check) if !read::holds(answer, &document, check)? => Err(unnamed(answer)),
        _ => Ok(document),
    }
}

/// The error an answer holds. `false`, `0` and an empty text are not errors;
/// where a success test is declared, it decides.
fn oauth_error(answer: &Answer<'_>, document: &Document<'_>) -> Result<Option<OAuthError>, Error> {
    let rules = &answer.call.answer;
    if let Some(check) = &rules.success
        && read::holds(answer, document, check)?
        && rules.sources(Field::Error).is_some()
    {
        return Ok(None);
    }
    let Some(value) = read::field(answer, document, Field::Error)? else {
        return Ok(None);
    };
    let error = match value.text() {
        Some(text) if matches!(&*text, "" | "0" | "false") => return Ok(None),
        Some(text) => text.into_owned(),
        None => "unnamed".to_owned(),
    };
    let mapped = rules
        .error_map
        .iter()
        .find(|(own, _)| *own == error)
        .map_or(error.as_str(), |(_, standard)| standard);
    let clean = |text: Option<String>| text.map(|t| OAuthError::clean(&t, answer.secrets));
    Ok(Some(OAuthError {
        error: OAuthError::clean(mapped, answer.secrets),
        description: clean(read::text(answer, document, Field::ErrorDescription)?),
        uri: clean(read::text(answer, document, Field::ErrorUri)?),
    }))
}

/// A lockout counts failed authentications, so it shows at the token endpoint too.
fn locked_out(answer: &Answer<'_>, document: &Document<'_>) -> bool {
    let check = answer.spec.api.and_then(|api| api.lockout.as_ref());
    check.is_some_and(|check| read::holds(answer, document, check).unwrap_or(false))
}

fn lockout(answer: &Answer<'_>, document: &Document<'_>) -> Error {
    let error = Error::new(
        Code::Lockout,
        "the provider locked the client out; nothing was repeated, because each try makes it longer",
    )
    .wait(retry_after(answer.response))
    .key("api(lockout)");
    match oauth_error(answer, document) {
        Ok(Some(oauth)) => error.oauth(oauth),
        _ => error,
    }
}

fn classify(answer: &Answer<'_>, error: OAuthError) -> Error {
    let kind = answer.kind;
    let refresh = kind == CallKind::Refresh;
    let auth = answer.client_auth.unwrap_or(&answer.call.client_auth);
    let auth = auth.describe();
    let (code, text, key) = match error.error.as_str() {
        "invalid_client" => (
            Code::ClientAuthentication,
            format!("the provider refused the client authentication, sent as {auth}"),
            "client_auth".into(),
        ),
        "invalid_grant" if refresh => (
            Code::RefreshRefused,
            "the provider refused the refresh token: it is revoked, expired or already used".into(),
            "refresh".into(),
        ),
        "invalid_grant" if matches!(kind, CallKind::Password | CallKind::CodeRequest) => (
            Code::CodeRefused,
            "the provider refused the user's name or password".into(),
            kind.key().to_owned(),
        ),
        "invalid_grant" => (
            Code::CodeRefused,
            "the provider refused the grant: a code used twice or too late, another redirect URI than at sign-in, or another PKCE verifier".into(),
            format!("{}, pkce", kind.key()),
        ),
        "invalid_scope" => (
            Code::InvalidScope,
            format!("the provider refused the scopes, joined by {:?}", answer.spec.scopes.delimiter),
            "scopes(delimiter)".into(),
        ),
        "invalid_request" => (
            Code::InvalidRequest,
            "the provider calls the request invalid".into(),
            format!("{}(names, params, place)", kind.key()),
        ),
        "unauthorized_client" | "unsupported_grant_type" => (
            Code::UnauthorizedClient,
            "the client may not use this grant here".into(),
            kind.key().to_owned(),
        ),
        "access_denied" => (Code::AccessDenied, "access was denied".into(), String::new()),
        "server_error" | "temporarily_unavailable" => {
            (Code::ServerError, "the provider cannot serve the request now".into(), String::new())
        }
        "too_many_requests" | "slow_down" => {
            (Code::TooManyRequests, "the provider asks to slow down".into(), String::new())
        }
        _ => match by_status(answer) {
            Some(by_status) => return by_status.oauth(error),
            None => (
                Code::ProviderError,
                "the provider answered an error".into(),
                format!("{}(answer(error_map))", kind.key()),
            ),
        },
    };
    let wrapped = Error::new(code, text)
        .oauth(error)
        .wait(retry_after(answer.response));
    match key.as_str() {
        "" => wrapped,
        _ => wrapped.key(key),
    }
}

/// What a status alone says.
fn by_status(answer: &Answer<'_>) -> Option<Error> {
    let key = |name: &str| format!("{}({name})", answer.kind.key());
    Some(match answer.response.status {
        404 | 405 => Error::new(
            Code::WrongEndpoint,
            format!("the endpoint does not take {}", answer.call.method.as_str()),
        )
        .key(key("url, method")),
        415 => Error::new(Code::WrongMediaType, "the endpoint does not take this body")
            .key(key("place")),
        429 => Error::new(Code::TooManyRequests, "the provider asks to slow down")
            .wait(retry_after(answer.response)),
        500.. => Error::new(
            Code::ServerError,
            "the provider cannot serve the request now",
        )
        .wait(retry_after(answer.response)),
        _ => return None,
    })
}

fn unnamed(answer: &Answer<'_>) -> Error {
    Error::new(
        Code::ProviderError,
        format!(
            "the provider answered status {} without naming an error",
            answer.response.status
        ),
    )
    .key(format!(
        "{}(answer(error, success, statuses))",
        answer.kind.key()
    ))
}

pub(super) fn missing(answer: &Answer<'_>, document: &Document<'_>, field: Field) -> Error {
    let name = field.name();
    let hint = match document.find(name) {
        Some(path) => format!("; one stands at `{path}`"),
        None => format!("; the answer is {}", document.kind()),
    };
    Error::new(
        Code::MissingField,
        format!("the answer has no `{name}` where it is looked for{hint}"),
    )
    .key(format!("{}(answer({name}))", answer.kind.key()))
}

/// A redirect would send the credentials on. Only the target's origin is told.
fn redirected(answer: &Answer<'_>) -> Error {
    let target = answer
        .response
        .headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .map_or("", |location| crate::value::split_origin(location).0);
    let host = target.rsplit('@').next().unwrap_or_default();
    let shown = OAuthError::clean(host, answer.secrets);
    Error::new(
        Code::Redirected,
        format!(
            "the endpoint answered a redirect to `{shown}`; it was not followed, because it would send the credentials on"
        ),
    )
    .key(format!("{}(url)", answer.kind.key()))
}
