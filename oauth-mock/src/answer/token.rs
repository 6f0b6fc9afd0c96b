//! Token answers (RFC 6749 §5.1).

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{AnswerSpec, CallSpec, ExpiryPolicy, Field, TimeFormat, TimeUnit};
use serde_json::Value;

use super::{Answer, Document};
use crate::setup::Setup;
use crate::store::{Family, Issued};

/// Writes the tokens of a family as the call declares its answer.
/// Second tokens go in first: where they are not declared elsewhere, the first counts.
pub(crate) fn tokens(
    setup: &Setup,
    call: &CallSpec,
    family: &Family,
    issued: &Issued,
    seconds: &[(&Setup, &CallSpec, Issued)],
) -> Answer {
    let rules = &call.answer;
    let mut document = Document::new();
    for (setup, call, issued) in seconds {
        fill(setup, &call.answer, family, issued, &mut document);
    }
    fill(setup, rules, family, issued, &mut document);
    document.decide(rules.success.as_ref(), true);
    document.finish(rules, success_status(rules))
}

fn fill(
    setup: &Setup,
    rules: &AnswerSpec,
    family: &Family,
    issued: &Issued,
    document: &mut Document,
) {
    let now = setup.now();
    document.field(
        rules,
        Field::AccessToken,
        issued.access_token.clone().into(),
    );
    let kind = match setup.spec.dpop {
        Some(_) => "DPoP",
        None => "Bearer",
    };
    document.field(rules, Field::TokenType, kind.into());
    expiry(setup, rules, issued.ends, now, document);
    if let Some(refresh_token) = &issued.refresh_token {
        document.field(rules, Field::RefreshToken, refresh_token.clone().into());
        if let Some(lifetime) = setup.refresh_token_lifetime() {
            let value = in_unit(lifetime, rules.expires.unit);
            document.field(rules, Field::RefreshTokenExpiresIn, value);
        }
    }
    if let Some(scope) = &family.scope {
        let joined = match rules.scope_delimiter {
            Some(other) => scope.replace(setup.spec.scopes.delimiter, other),
            None => scope.clone(),
        };
        document.field(rules, Field::Scope, joined.into());
    }
    if wants_id_token(setup, rules, family)
        && let Some(id_token) = setup.id_tokens.issue(setup, rules, family, issued, now)
    {
        document.field(rules, Field::IdToken, id_token.into());
    }
    kept(setup, rules, document);
}

/// The answer of a refresh that brings no access token.
pub(crate) fn prolonged(
    setup: &Setup,
    call: &CallSpec,
    ends: Option<SystemTime>,
    refresh_token: Option<String>,
) -> Answer {
    let rules = &call.answer;
    let mut document = Document::new();
    expiry(setup, rules, ends, setup.now(), &mut document);
    if let Some(refresh_token) = refresh_token {
        document.field(rules, Field::RefreshToken, refresh_token.into());
    }
    kept(setup, rules, &mut document);
    document.decide(rules.success.as_ref(), true);
    document.finish(rules, success_status(rules))
}

/// The status of a successful answer.
pub(crate) fn success_status(rules: &AnswerSpec) -> u16 {
    rules.statuses.first().copied().unwrap_or(200)
}

/// Puts the declared kept fields into an answer.
pub(crate) fn kept(setup: &Setup, rules: &AnswerSpec, document: &mut Document) {
    for keep in rules.keep {
        let value = setup.kept.iter().find(|(name, _)| name == keep.name);
        if let Some((_, value)) = value {
            document.set(keep.source, value.clone());
        }
    }
}

pub(crate) fn expiry(
    setup: &Setup,
    rules: &AnswerSpec,
    ends: Option<SystemTime>,
    now: SystemTime,
    document: &mut Document,
) {
    if rules.expires.policy != ExpiryPolicy::Answered {
        return;
    }
    let Some(end) = ends else {
        return;
    };
    let left = end.duration_since(now).unwrap_or_default();
    document.field(rules, Field::ExpiresIn, in_unit(left, rules.expires.unit));
    let seconds = setup.written(end);
    let at = match rules.expires.at {
        TimeFormat::EpochSeconds => seconds.into(),
        TimeFormat::EpochMilliseconds => {
            let since = end.duration_since(SystemTime::UNIX_EPOCH);
            let rest = since.map_or(0, |since| since.subsec_millis());
            seconds
                .saturating_mul(1000)
                .saturating_add(rest.into())
                .into()
        }
        _ => iso8601(seconds).into(),
    };
    document.field(rules, Field::ExpiresAt, at);
}

fn in_unit(time: Duration, unit: TimeUnit) -> Value {
    match unit {
        TimeUnit::Milliseconds => u64::try_from(time.as_millis()).unwrap_or(u64::MAX).into(),
        TimeUnit::Clock => {
            let seconds = time.as_secs();
            let (hours, rest) = (seconds / 3600, seconds % 3600);
            format!("{hours}:{:02}:{:02}", rest / 60, rest % 60).into()
        }
        _ => time.as_secs().into(),
    }
}

/// Seconds since the epoch as `2026-11-21T09:00:00Z`.
pub(crate) fn iso8601(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let mut year = 1970;
    let mut left = days;
    let length = |year: u64| match year.is_multiple_of(4)
        && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    {
        true => 366,
        false => 365,
    };
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let february = length(year) - 337;
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < days {
            break;
        }
        left -= days;
        month += 1;
    }
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!(
        "{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z",
        left + 1
    )
}

fn wants_id_token(setup: &Setup, rules: &AnswerSpec, family: &Family) -> bool {
    let scope = family.scope.as_deref().unwrap_or_default();
    family.nonce.is_some()
        || rules.sources(Field::IdToken).is_some()
        || scope
            .split(setup.spec.scopes.delimiter)
            .any(|one| one == "openid")
}

#[cfg(test)]
mod tests {
    use super::iso8601;

    #[test]
    fn dates_are_written_as_iso_8601() {
        assert_eq!(iso8601(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso8601(951_822_000), "2000-02-29T11:00:00Z");
        assert_eq!(iso8601(2_147_483_648), "2038-01-19T03:14:08Z");
    }
}
