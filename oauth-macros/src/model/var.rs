use proc_macro2::TokenStream;

use super::answer::Source;
use super::text::{Spanned, Text};

/// What a value may be.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    DnsLabel,
    /// With patterns, as the next two.
    Host(Vec<Text>),
    Origin(Vec<Text>),
    Url(Vec<Text>),
    PathSegment,
    Path,
    Uuid,
    Text,
    Secret,
    OneOf(Vec<Choice>),
    /// With the Rust type it is read as, if one is named.
    Json(Option<TokenStream>),
}

impl Kind {
    /// The kind as it is written.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::DnsLabel => "DnsLabel",
            Self::Host(_) => "Host",
            Self::Origin(_) => "Origin",
            Self::Url(_) => "Url",
            Self::PathSegment => "PathSegment",
            Self::Path => "Path",
            Self::Uuid => "Uuid",
            Self::Text => "Text",
            Self::Secret => "Secret",
            Self::OneOf(_) => "OneOf",
            Self::Json(_) => "Json",
        }
    }

    /// Host patterns, for the kinds that name a host.
    pub(crate) fn patterns(&self) -> Option<&[Text]> {
        match self {
            Self::Host(patterns) | Self::Origin(patterns) | Self::Url(patterns) => Some(patterns),
            _ => None,
        }
    }
}

/// One entry of `OneOf`: a variant, and one value or several named ones.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) variant: Text,
    /// A single value has an empty field name.
    pub(crate) values: Vec<(String, Text)>,
}

/// A tenant variable.
#[derive(Clone, Debug)]
pub(crate) struct Var {
    pub(crate) name: Text,
    pub(crate) wire: Option<Text>,
    pub(crate) kind: Spanned<Kind>,
    pub(crate) optional: bool,
    /// A value, for `OneOf` the name of a variant.
    pub(crate) default: Option<Text>,
}

impl Var {
    /// The choices of a `OneOf`.
    pub(crate) fn choices(&self) -> &[Choice] {
        match &self.kind.value {
            Kind::OneOf(choices) => choices,
            _ => &[],
        }
    }
}

/// A value kept from an answer or a callback.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) name: Text,
    pub(crate) kind: Spanned<Kind>,
    pub(crate) source: Spanned<Source>,
}
