use super::text::{Spanned, Text, Word};
use super::var::Kept;

/// Where a value of an answer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Path(Vec<String>),
    Body,
    Cookie(String),
    Header(String),
    /// A claim of the JWT that a field holds: the field, the path.
    Claim(&'static str, Vec<String>),
}

/// What a test asks.
#[derive(Clone, Debug)]
pub(crate) enum Expect {
    OneOf(Vec<String>),
    Absent,
    Present,
}

/// A test on an answer.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) source: Source,
    pub(crate) expect: Expect,
}

/// A field and the places where it is looked for.
#[derive(Clone, Debug)]
pub(crate) struct FieldRule {
    pub(crate) field: Word,
    pub(crate) sources: Vec<Spanned<Source>>,
}

/// How an answer is read, as far as it is declared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) format: Option<Word>,
    pub(crate) statuses: Vec<u16>,
    pub(crate) success: Option<Check>,
    pub(crate) fields: Vec<FieldRule>,
    /// `fixed` or `never`
    pub(crate) expires: Option<Word>,
    pub(crate) milliseconds: bool,
    pub(crate) clock: bool,
    pub(crate) zero_is_never: bool,
    pub(crate) at: Option<&'static str>,
    pub(crate) scope_delimiter: Option<Text>,
    /// `required` or `ignored`
    pub(crate) token_type: Option<Word>,
    pub(crate) keep: Vec<Kept>,
    pub(crate) require: Vec<Text>,
    pub(crate) error_map: Vec<(Text, &'static str)>,
    pub(crate) keeps_token: bool,
}

impl Answer {
    /// This answer where it says something, `base` where it is silent.
    pub(crate) fn over(&self, base: &Self) -> Self {
        let mut merged = self.clone();
        merged.format = self.format.clone().or_else(|| base.format.clone());
        if self.statuses.is_empty() {
            merged.statuses.clone_from(&base.statuses);
        }
        merged.success = self.success.clone().or_else(|| base.success.clone());
        for rule in &base.fields {
            if self
                .fields
                .iter()
                .all(|own| own.field.value != rule.field.value)
            {
                merged.fields.push(rule.clone());
            }
        }
        merged.expires = self.expires.clone().or_else(|| base.expires.clone());
        merged.milliseconds |= base.milliseconds;
        merged.clock |= base.clock;
        merged.keeps_token |= base.keeps_token;
        merged.zero_is_never |= base.zero_is_never;
        merged.at = self.at.or(base.at);
        merged.scope_delimiter = self
            .scope_delimiter
            .clone()
            .or_else(|| base.scope_delimiter.clone());
        merged.token_type = self.token_type.clone().or_else(|| base.token_type.clone());
        for kept in &base.keep {
            if self
                .keep
                .iter()
                .all(|own| own.name.value != kept.name.value)
            {
                merged.keep.push(kept.clone());
            }
        }
        merged.require.extend(base.require.iter().cloned());
        for pair in &base.error_map {
            if self
                .error_map
                .iter()
                .all(|(own, _)| own.value != pair.0.value)
            {
                merged.error_map.push(pair.clone());
            }
        }
        merged
    }
}
