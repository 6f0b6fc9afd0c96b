//! API answers: success, renewal, stop, lockout, rate limit, error.

use std::cell::LazyCell;
use std::time::{Duration, SystemTime};

use http::header;

use super::document::Document;
use super::{Answer, expiry, failure, format, read};
use crate::dpop::proof_error;
use crate::error::{Code, Error, OAuthError};
use crate::spec::{ApiSpec, Field, ResetForm};
use crate::wire::{Challenge, WireResponse};

/// What an API answer asks of the session.
#[derive(Debug)]
pub(crate) enum ApiVerdict {
    /// The answer is the caller's.
    Done,
    /// The token is renewed and the request repeated, once.
    Renew(Error),
    /// The call failed.
    Failed(Error),
}

/// A longer wait than this is not believed.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

pub(crate) fn judge_api(answer: &Answer<'_>, api: &ApiSpec, now: SystemTime) -> ApiVerdict {
    let status = answer.response.status;
    // Most bodies are the caller's alone: one is read only when a rule or an error asks for it.
    let document = LazyCell::new(|| match answer.response.body.is_empty() {
        true => Document::Null,
        false => format::parse(answer).unwrap_or(Document::Null),
    });
    let holds = |check| read::holds(answer, &document, check).unwrap_or(false);
    let failed = |code, text: &'static str| {
        let error = Error::new(code, format!("{text} (status {status})"))
            .wait(retry_after(answer.response))
            .requires(required_scopes(answer.response));
        match envelope(answer, &document) {
            Some(oauth) => answer.named(error.oauth(oauth)),
            None => answer.named(error),
        }
    };
    if api.lockout.as_ref().is_some_and(holds) {
        return ApiVerdict::Failed(
            failed(
                Code::Lockout,
                "the API locked the client out; nothing was repeated, because each try makes it longer",
            )
            .key("api(lockout)"),
        );
    }
    // A refused proof says nothing about the token or the session.
    if answer.spec.dpop.is_some()
        && let Some(refused) = proof_error(answer.response)
    {
        let refused = failure::proof_refused(refused.name()).wait(retry_after(answer.response));
        return ApiVerdict::Failed(match envelope(answer, &document) {
            Some(oauth) => answer.named(refused.oauth(oauth)),
            None => answer.named(refused),
        });
    }
    if api.stop_on.contains(&status) {
        return ApiVerdict::Failed(
            failed(
                Code::Stopped,
                "the API says that the session is over; sign in again",
            )
            .key("api(stop_on)"),
        );
    }
    if api.renew_on.contains(&status) || api.renew_if.as_ref().is_some_and(holds) {
        return ApiVerdict::Renew(
            failed(
                match status {
                    403 => Code::Forbidden,
                    _ => Code::ApiError,
                },
                "the API refused the request although its token was just renewed",
            )
            .key("api(renew_on)"),
        );
    }
    if status == 429 {
        let error = failed(Code::RateLimited, "the API's rate limit is used up");
        let wait = error
            .retry_after()
            .or_else(|| until_reset(answer, api, now));
        return ApiVerdict::Failed(error.wait(wait));
    }
    let unsuccessful = api
        .call
        .answer
        .success
        .as_ref()
        .is_some_and(|check| !matches!(*document, Document::Null) && !holds(check));
    match status {
        200..300 if unsuccessful => ApiVerdict::Failed(failed(
            Code::ApiError,
            "the API answered an error under a status of success",
        )),
        200..400 => ApiVerdict::Done,
        403 => {
            let text = match required_scopes(answer.response).is_empty() {
                false => {
                    "the session lacks a scope; `session.step_up(...)` begins a sign-in that asks for it"
                }
                true => "the right to do this is missing: a scope, or a right of the user's",
            };
            ApiVerdict::Failed(failed(Code::Forbidden, text).key("scopes"))
        }
        _ => ApiVerdict::Failed(failed(Code::ApiError, "the API answered an error")),
    }
}

/// The scopes that a refusal asks for (RFC 6750 §3). Nothing is taken that no scope may
/// hold (RFC 6749 §3.3), and not without end.
fn required_scopes(response: &WireResponse) -> Vec<String> {
    const MOST: usize = 64;
    const LONGEST: usize = 256;
    if !matches!(response.status, 401 | 403) {
        return Vec::new();
    }
    let challenges = Challenge::read(&response.headers);
    let asks = |challenge: &&Challenge| {
        let error = challenge.param("error");
        response.status == 401 || error.is_none_or(|error| error == "insufficient_scope")
    };
    let scopes = challenges.iter().filter(asks).flat_map(Challenge::scopes);
    let plain = |b: u8| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e);
    scopes
        .filter(|scope| scope.len() <= LONGEST && scope.bytes().all(plain))
        .take(MOST)
        .map(str::to_owned)
        .collect()
}

/// The error in the declared envelope.
fn envelope(answer: &Answer<'_>, document: &Document<'_>) -> Option<OAuthError> {
    let clean = |text: String| OAuthError::clean(&text, answer.secrets);
    let text = |field| read::text(answer, document, field).ok().flatten();
    Some(OAuthError {
        error: clean(text(Field::Error)?),
        description: text(Field::ErrorDescription).map(clean),
        uri: text(Field::ErrorUri).map(clean),
    })
}

fn until_reset(answer: &Answer<'_>, api: &ApiSpec, now: SystemTime) -> Option<Duration> {
    let (name, form) = api.rate_limit.reset?;
    let text = answer.response.headers.get(name)?.to_str().ok()?;
    reset_delay(text, form, now)
}

/// How long until a rate-limit window ends.
pub(crate) fn reset_delay(text: &str, form: ResetForm, now: SystemTime) -> Option<Duration> {
    let end = match form {
        ResetForm::DelaySeconds => return text.trim().parse().ok().map(Duration::from_secs),
        ResetForm::EpochSeconds => text.trim().parse().ok()?,
        ResetForm::Iso8601 => expiry::iso8601(text)?,
    };
    let end = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(end))?;
    Some(end.duration_since(now).unwrap_or_default())
}

/// `Retry-After` (RFC 9110 §10.2.3) in seconds or as a date, at most five
/// minutes. Garbage and the past are no wait.
pub(crate) fn retry_after(response: &WireResponse) -> Option<Duration> {
    let text = response
        .headers
        .get(header::RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim();
    let wait = match text.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let at = httpdate::parse_http_date(text).ok()?;
            // Measured against the server's own clock where it tells it.
            let server_now = response
                .headers
                .get(header::DATE)
                .and_then(|date| date.to_str().ok())
                .and_then(|date| httpdate::parse_http_date(date).ok())?;
            at.duration_since(server_now).ok()?
        }
    };
    Some(wait.min(LONGEST_WAIT))
}
