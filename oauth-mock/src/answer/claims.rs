//! Claims that a declaration reads out of tokens (RFC 7519).

use std::time::SystemTime;

use oauth_runtime::spec::{AnswerSpec, Field, Source, TimeFormat};
use serde_json::{Map, Value};

use super::document::put;
use crate::setup::Setup;

/// The claims that are read out of a token, with their values; `None` where none are.
pub(crate) fn claims(
    setup: &Setup,
    rules: &AnswerSpec,
    token: Field,
    ends: Option<SystemTime>,
) -> Option<Value> {
    let mut claims = Value::Object(Map::new());
    let mut found = false;
    let end = || {
        let seconds = setup.written(ends?);
        Some(match rules.expires.at {
            TimeFormat::EpochMilliseconds => seconds.saturating_mul(1000).into(),
            TimeFormat::EpochSeconds => seconds.into(),
            _ => Value::from(super::iso8601(seconds)),
        })
    };
    for source in rules.sources(Field::ExpiresAt).unwrap_or_default() {
        if let (Source::Claim(of, path), Some(end)) = (*source, end())
            && of == token
        {
            put(&mut claims, path, end);
            found = true;
        }
    }
    for keep in rules.keep {
        let value = setup.kept.iter().find(|(name, _)| name == keep.name);
        if let (Source::Claim(of, path), Some((_, value))) = (keep.source, value)
            && of == token
        {
            put(&mut claims, path, value.clone());
            found = true;
        }
    }
    found.then_some(claims)
}
