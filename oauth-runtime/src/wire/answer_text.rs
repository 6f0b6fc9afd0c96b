//! How an answer is read, in words.

use crate::spec::{
    AnswerSpec, Check, Expect, ExpiryPolicy, Field, Format, Source, TimeFormat, TimeUnit,
};

/// One line for each departure from the RFC.
pub(super) fn describe_answer(answer: &AnswerSpec) -> Vec<String> {
    let mut lines = Vec::new();
    match answer.format {
        Format::Auto => (),
        Format::Json => lines.push("the body is JSON".to_owned()),
        Format::Form => lines.push("the body is a form".to_owned()),
        Format::Text => lines.push("the body is one value".to_owned()),
        Format::Xml => lines.push("the body is XML".to_owned()),
    }
    if !answer.statuses.is_empty() {
        lines.push(format!("success has the status {:?}", answer.statuses));
    }
    if let Some(check) = &answer.success {
        lines.push(format!("success has {}", describe_check(check)));
    }
    for (field, sources) in answer.fields {
        let places: Vec<_> = sources.iter().map(describe_source).collect();
        lines.push(format!(
            "{} \u{2190} {}",
            field_name(*field),
            places.join(", else ")
        ));
    }
    let expires = &answer.expires;
    match expires.policy {
        ExpiryPolicy::Answered => (),
        ExpiryPolicy::Fixed => lines.push("the declared lifetime counts".to_owned()),
        ExpiryPolicy::Never => lines.push("the token never ends".to_owned()),
    }
    match expires.unit {
        TimeUnit::Seconds => (),
        TimeUnit::Milliseconds => lines.push("expires_in is in milliseconds".to_owned()),
        TimeUnit::Clock => lines.push("expires_in is text such as `1:30:00`".to_owned()),
    }
    if answer.keeps_token {
        lines.push("no token comes: the one that was used lives on".to_owned());
    }
    if answer.sources(Field::ExpiresAt).is_some() {
        let form = match expires.at {
            TimeFormat::Iso8601 => "ISO 8601",
            TimeFormat::EpochSeconds => "seconds since the epoch",
            TimeFormat::EpochMilliseconds => "milliseconds since the epoch",
        };
        lines.push(format!("expires_at is {form}"));
    }
    for (own, standard) in answer.error_map {
        lines.push(format!("error {own:?} means {standard}"));
    }
    for keep in answer.keep {
        let place = describe_source(&keep.source);
        lines.push(format!(
            "kept: {} \u{2190} {place}, {}",
            keep.name,
            keep.kind.describe()
        ));
    }
    lines
}

/// The declaration key of a field.
fn field_name(field: Field) -> &'static str {
    match field {
        Field::ExpiresAt => "expires_at",
        Field::RefreshTokenExpiresIn => "refresh_token_expires_in",
        named => named.name(),
    }
}

fn describe_source(source: &Source) -> String {
    match source {
        Source::Path(steps) => format!("/{}", steps.join("/")),
        Source::Body => "the whole body".to_owned(),
        Source::Cookie(name) => format!("cookie {name}"),
        Source::Header(name) => format!("header {name}"),
        Source::Claim(token, steps) => {
            format!("claim /{} of {}", steps.join("/"), token.name())
        }
    }
}

fn describe_check(check: &Check) -> String {
    let place = describe_source(&check.source);
    match check.expect {
        Expect::OneOf(texts) => format!("{place} = {}", texts.join(" or ")),
        Expect::Absent => format!("no {place}"),
        Expect::Present => format!("a {place}"),
    }
}
