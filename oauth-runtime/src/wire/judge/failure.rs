//! Failed answers: what the provider said, and what to change.

use http::header;

use super::document::Document;
use super::{Answer, format, read, retry_after};
use crate::error::{Code, Error, OAuthError};
use crate::spec::{CallKind, Field, Method, Place};

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

/// What the caller of a grant hands in, where that is no code.
const fn handed_in(kind: CallKind) -> Option<&'static str> {
    match kind {
        CallKind::JwtBearer | CallKind::Saml2Bearer => Some("the assertion"),
        CallKind::TokenExchange => Some("the token that was to be exchanged, or the actor's"),
        CallKind::BackchannelToken => Some("the `auth_req_id`"),
        _ => None,
    }
}

fn classify(answer: &Answer<'_>, error: OAuthError) -> Error {
    let kind = answer.kind;
    let refresh = kind == CallKind::Refresh;
    let auth = answer.client_auth.unwrap_or(&answer.call.client_auth);
    let auth = auth.describe();
    if speaks_of_media_type(&error) {
        return media_type(answer).oauth(error);
    }
    let (code, text, key) = match error.error.as_str() {
        "invalid_client" => (
            Code::ClientAuthentication,
            format!("the provider refused the client authentication, sent as {auth}"),
            "client_auth".into(),
        ),
        "invalid_grant" if refresh => (
            Code::RefreshRefused,
            "the provider refused the refresh token: it is revoked, expired or already used; sign in again".into(),
            "refresh".into(),
        ),
        "invalid_grant" if matches!(kind, CallKind::Password | CallKind::CodeRequest) => (
            Code::CodeRefused,
            "the provider refused the user's name or password".into(),
            kind.key().to_owned(),
        ),
        "invalid_grant" if matches!(kind, CallKind::Step | CallKind::Learn) => (
            Code::ProviderError,
            "the provider refused what was sent".into(),
            format!("{}(params)", kind.key()),
        ),
        "invalid_grant" if kind == CallKind::DeviceToken => (
            Code::CodeRefused,
            "the provider refused the device code: it is over, was used before, or belongs to another client; sign in again".into(),
            kind.key().to_owned(),
        ),
        "invalid_grant" if handed_in(kind).is_some() => (
            Code::CodeRefused,
            format!(
                "the provider refused {}: it is over, was used before, or is not for this provider or this client",
                handed_in(kind).unwrap_or_default()
            ),
            kind.key().to_owned(),
        ),
        "invalid_target" => (
            Code::InvalidRequest,
            "the provider knows no such service, or gives no token for it".into(),
            format!("{}, resource", kind.key()),
        ),
        "invalid_grant" => (
            Code::CodeRefused,
            "the provider refused the code: it was used before, it came too late, the redirect URI is not that of the sign-in, or the PKCE verifier is another one; sign in again".into(),
            format!("{}, pkce", kind.key()),
        ),
        "invalid_scope" => (
            Code::InvalidScope,
            "the provider refused the scopes".into(),
            "scopes".into(),
        ),
        "invalid_request" => (
            Code::InvalidRequest,
            "the provider calls the request invalid".into(),
            format!("{}(names, params, place)", kind.key()),
        ),
        // Not of a standard, but said by many.
        "redirect_uri_mismatch" | "invalid_redirect_uri" | "bad_redirect_uri" => (
            Code::InvalidRequest,
            "the provider does not know the redirect URI".into(),
            "redirect_uri".into(),
        ),
        "unauthorized_client" | "unsupported_grant_type" => (
            Code::UnauthorizedClient,
            "the client may not use this grant here: allow it in the client's registration at the provider".into(),
            kind.key().to_owned(),
        ),
        "use_dpop_nonce" | "invalid_dpop_proof" => {
            let refused = proof_refused(&error.error);
            return refused.oauth(error).wait(retry_after(answer.response));
        }
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

/// The proof of the session's key was refused, and the one repeat did not help
/// (RFC 9449 §5 and §8).
pub(super) fn proof_refused(error: &str) -> Error {
    let text = match error {
        "use_dpop_nonce" => {
            "the server wants another nonce in the proof than the one it had just named; nothing was repeated again"
        }
        _ => {
            "the server refused the proof of the session's key: look at this machine's clock and at the algorithm"
        }
    };
    Error::new(Code::ProofRefused, text).key("dpop")
}

/// What a status alone says.
fn by_status(answer: &Answer<'_>) -> Option<Error> {
    Some(match answer.response.status {
        404 | 405 => wrong_endpoint(answer),
        415 => media_type(answer),
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

fn wrong_endpoint(answer: &Answer<'_>) -> Error {
    let (status, call) = (answer.response.status, answer.kind.key());
    let sent = answer.call.method;
    let other = match sent {
        Method::Get => "post",
        _ => "get",
    };
    Error::new(
        Code::WrongEndpoint,
        format!(
            "status {status}: the endpoint is not at this address, or does not take {}; some want `{call}(method = {other})`",
            sent.as_str()
        ),
    )
    .key(format!("{call}(url, method)"))
}

/// Some say it with status 400 and a sentence.
fn speaks_of_media_type(error: &OAuthError) -> bool {
    let standard = matches!(
        error.error.as_str(),
        "invalid_client" | "invalid_grant" | "invalid_scope"
    );
    let text = error.description.as_deref().unwrap_or(&error.error);
    let text = text.to_ascii_lowercase().replace(['-', '_'], " ");
    !standard && (text.contains("unsupported media type") || text.contains("content type"))
}

fn media_type(answer: &Answer<'_>) -> Error {
    let call = answer.kind.key();
    let (sent, other) = match answer.call.place {
        Place::Form => ("a form", "json"),
        Place::Json => ("JSON", "form"),
        _ => ("no body", "form"),
    };
    Error::new(
        Code::WrongMediaType,
        format!("the endpoint does not take {sent}; some want `{call}(place = {other})`"),
    )
    .key(format!("{call}(place)"))
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
        // The names on the way are the provider's.
        Some(path) => {
            let path = OAuthError::clean(&path, answer.secrets);
            format!("; one stands at `{path}`: `answer({name} = \"{path}\")`")
        }
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
    let location = answer.response.headers.get(header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok());
    let to = match location.map(origin_of) {
        None => "a redirect without address".to_owned(),
        Some("") => "a redirect to another path of its own".to_owned(),
        Some(origin) => format!(
            "a redirect to `{}`",
            OAuthError::clean(origin, answer.secrets)
        ),
    };
    Error::new(
        Code::Redirected,
        format!(
            "the endpoint answered {to}; it was not followed, because it would send the credentials on"
        ),
    )
    .key(format!("{}(url)", answer.kind.key()))
}

/// The origin of an address, without user name and password; empty for a path.
fn origin_of(location: &str) -> &str {
    let is_scheme = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric());
    let without_scheme = location.strip_prefix("//");
    let absolute = location
        .split_once("://")
        .is_some_and(|(scheme, _)| is_scheme(scheme));
    if !absolute && without_scheme.is_none() {
        return "";
    }
    let (origin, _) = crate::value::split_origin(without_scheme.unwrap_or(location));
    origin.rsplit('@').next().unwrap_or_default()
}
