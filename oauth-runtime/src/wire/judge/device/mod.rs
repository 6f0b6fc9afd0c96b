//! Answers of the device authorization grant, RFC 8628 §3.2 and §3.5.

mod shown;

use std::time::{Duration, SystemTime};

use self::shown::{address, shown};
use super::document::Document;
use super::token::read_token;
use super::{Answer, expiry, failure, format, keep, read};
use crate::error::{Code, Error, OAuthError};
use crate::secret::Secret;
use crate::spec::{CallKind, Field, TimeUnit};
use crate::token::{Kept, TokenSet};

/// RFC 8628 §3.2: what counts where the answer names no interval.
pub(super) const INTERVAL: Duration = Duration::from_secs(5);
const SHORTEST_INTERVAL: Duration = Duration::from_secs(1);
/// A longer wait than this is not believed.
pub(crate) const LONGEST_INTERVAL: Duration = Duration::from_secs(300);
/// Where the answer does not say how long the code is good, although it must.
const LIFETIME: Duration = Duration::from_secs(900);
const LONGEST_LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// A person types it.
const LONGEST_USER_CODE: usize = 64;

/// An answered device authorization request, safe to show.
pub(crate) struct DeviceAuthorization {
    pub(crate) device_code: Secret,
    pub(crate) user_code: String,
    pub(crate) verification_uri: String,
    pub(crate) verification_uri_complete: Option<String>,
    pub(crate) expires_in: Duration,
    pub(crate) interval: Duration,
    pub(crate) kept: Kept,
}

/// What one poll brought.
pub(crate) enum Polled {
    SignedIn(Box<TokenSet>),
    Later(Later),
}

/// The person has not decided yet.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Later {
    /// Whether the provider wants slower polling.
    pub(crate) slow_down: bool,
    /// The interval that came with it.
    pub(crate) interval: Option<Duration>,
    pub(crate) retry_after: Option<Duration>,
}

/// Reads the answer of a device authorization request that came at `now`.
pub(crate) fn judge_device(
    answer: &Answer<'_>,
    now: SystemTime,
) -> Result<DeviceAuthorization, Error> {
    read_device(answer, now).map_err(|error| answer.named(error))
}

/// Reads the answer of a device access token request, or of the token request of a
/// backchannel authentication, that came at `now`.
pub(crate) fn judge_poll(answer: &Answer<'_>, now: SystemTime) -> Result<Polled, Error> {
    read_poll(answer, now).map_err(|error| answer.named(error))
}

fn read_device(answer: &Answer<'_>, now: SystemTime) -> Result<DeviceAuthorization, Error> {
    let document = failure::success(answer)?;
    let missing = |field| failure::missing(answer, &document, field);
    let text = |field| read::text(answer, &document, field);
    let device_code = text(Field::DeviceCode)?.ok_or_else(|| missing(Field::DeviceCode))?;
    let user_code = text(Field::UserCode)?.map(|code| shown(&code));
    let user_code = user_code
        .filter(|code| !code.is_empty())
        .ok_or_else(|| missing(Field::UserCode))?;
    if user_code.chars().count() > LONGEST_USER_CODE {
        let text = format!(
            "the user code has more than {LONGEST_USER_CODE} characters; nobody types that"
        );
        return Err(Error::new(Code::UnreadableAnswer, text).key("device(answer(user_code))"));
    }
    let uri = either(
        answer,
        &document,
        Field::VerificationUri,
        "verification_url",
    )?;
    let complete = either(
        answer,
        &document,
        Field::VerificationUriComplete,
        "verification_url_complete",
    )?;
    let kept = keep::keep_fields(answer, &document)?;
    keep::require(answer, &kept)?;
    Ok(DeviceAuthorization {
        device_code: Secret::new(device_code),
        user_code,
        verification_uri: address(
            Field::VerificationUri,
            &uri.ok_or_else(|| missing(Field::VerificationUri))?,
        )?,
        verification_uri_complete: complete
            .map(|uri| address(Field::VerificationUriComplete, &uri))
            .transpose()?,
        expires_in: lifetime(answer, &document, now)?,
        interval: interval(answer, &document)?.unwrap_or(INTERVAL),
        kept,
    })
}

/// A field under its RFC name, or under the one that drafts before the RFC had,
/// where none is declared.
fn either(
    answer: &Answer<'_>,
    document: &Document<'_>,
    field: Field,
    older: &str,
) -> Result<Option<String>, Error> {
    if let Some(text) = read::text(answer, document, field)? {
        return Ok(Some(text));
    }
    if answer.call.answer.sources(field).is_some() {
        return Ok(None);
    }
    let value = read::path(document, &[older])?;
    let text = value.and_then(|value| value.text().map(|text| text.into_owned()));
    Ok(text.filter(|text| !text.is_empty()))
}

pub(super) fn lifetime(
    answer: &Answer<'_>,
    document: &Document<'_>,
    now: SystemTime,
) -> Result<Duration, Error> {
    let rules = &answer.call.answer.expires;
    let at = read::field(answer, document, Field::ExpiresAt)?;
    let at = at.and_then(|value| expiry::absolute(&value, rules.at));
    let within = read::field(answer, document, Field::ExpiresIn)?;
    let within = within.and_then(|value| expiry::duration(&value, rules.unit));
    Ok(at
        .map(|end| end.duration_since(now).unwrap_or_default())
        .or(within)
        .filter(|lifetime| !lifetime.is_zero())
        .map_or(LIFETIME, |lifetime| lifetime.min(LONGEST_LIFETIME)))
}

/// The interval of an answer. Zero and what is no number say nothing.
pub(super) fn interval(
    answer: &Answer<'_>,
    document: &Document<'_>,
) -> Result<Option<Duration>, Error> {
    let value = read::field(answer, document, Field::Interval)?;
    Ok(value
        .and_then(|value| expiry::duration(&value, TimeUnit::Seconds))
        .filter(|interval| !interval.is_zero())
        .map(|interval| interval.clamp(SHORTEST_INTERVAL, LONGEST_INTERVAL)))
}

/// What a provider says of a code that brought no tokens, RFC 8628 §3.5.
#[derive(Clone, Copy, PartialEq)]
enum Word {
    Pending,
    SlowDown,
    Expired,
    Denied,
}

impl Word {
    /// The word in any of the spellings that are met.
    fn of(text: &str) -> Option<Self> {
        if text.len() > 40 {
            return None;
        }
        let letters = text.chars().filter(|c| !matches!(c, '_' | '-' | ' '));
        let plain: String = letters.map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "authorizationpending" => Some(Self::Pending),
            "slowdown" => Some(Self::SlowDown),
            "expiredtoken" => Some(Self::Expired),
            "accessdenied" | "authorizationdeclined" => Some(Self::Denied),
            _ => None,
        }
    }

    /// The first such word in an answer that has none where an error is looked for.
    fn within(document: &Document<'_>) -> Option<Self> {
        match document {
            Document::Text(text) => Self::of(text),
            Document::Array(items) => items.iter().find_map(Self::within),
            Document::Object(fields) => fields.iter().find_map(|(_, value)| Self::within(value)),
            _ => None,
        }
    }
}

fn read_poll(answer: &Answer<'_>, now: SystemTime) -> Result<Polled, Error> {
    let error = match read_token(answer, now, None) {
        Ok(tokens) => return Ok(Polled::SignedIn(Box::new(tokens))),
        Err(error) => error,
    };
    let document = format::parse(answer).unwrap_or(Document::Null);
    let later = |slow_down| {
        Ok(Polled::Later(Later {
            slow_down,
            interval: interval(answer, &document).unwrap_or_default(),
            retry_after: error.retry_after(),
        }))
    };
    let with_words = |code, text: &'static str| {
        let told = Error::new(code, text);
        match error.oauth_error() {
            Some(oauth) => told.oauth(oauth.clone()),
            None => told,
        }
    };
    match word(answer, &error, &document) {
        Some(Word::Pending) => later(false),
        Some(Word::SlowDown) => later(true),
        Some(Word::Denied) => Err(with_words(Code::AccessDenied, "the sign-in was refused")),
        Some(Word::Expired) if answer.kind == CallKind::BackchannelToken => Err(with_words(
            Code::NobodySignedIn,
            "the person did not answer in time; begin a new request",
        )),
        Some(Word::Expired) => Err(with_words(
            Code::DeviceCodeExpired,
            "nobody typed the device's code in time; begin a new sign-in",
        )),
        None => Err(error),
    }
}

fn word(answer: &Answer<'_>, error: &Error, document: &Document<'_>) -> Option<Word> {
    // What says that the client is locked out is no word about the person.
    if error.code() == Code::Lockout {
        return None;
    }
    let told = error.oauth_error().map(|oauth: &OAuthError| &*oauth.error);
    if told.is_some_and(|told| answer.spec.callback.denied.contains(&told)) {
        return Some(Word::Denied);
    }
    let unclear = matches!(
        error.code(),
        Code::ProviderError | Code::InvalidRequest | Code::MissingField
    );
    told.and_then(Word::of)
        .or_else(|| Word::within(document).filter(|_| unclear || told.is_none()))
        .or_else(|| {
            let waits = matches!(answer.response.status, 202 | 428);
            (waits && unclear).then_some(Word::Pending)
        })
}
