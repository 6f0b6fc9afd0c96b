use proc_macro2::Span;

use super::text::Text;

/// A named scope.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// The name as it is written.
    pub(crate) name: Text,
    pub(crate) variant: String,
    pub(crate) value: Text,
    pub(crate) implies: Vec<Text>,
}

impl Scope {
    /// Whether the value has a `{}` for arguments.
    pub(crate) fn takes_arguments(&self) -> bool {
        self.value.value.contains("{}")
    }
}

/// A scope list.
#[derive(Clone, Debug)]
pub(crate) struct ScopeList {
    /// The key.
    pub(crate) span: Span,
    pub(crate) param: Option<Text>,
    pub(crate) delimiter: Option<Text>,
    pub(crate) raw: bool,
    pub(crate) literal: Option<Text>,
    pub(crate) nested: bool,
    pub(crate) required: bool,
    pub(crate) names: Vec<Scope>,
    pub(crate) default: Vec<Text>,
}

impl ScopeList {
    pub(crate) const fn new(span: Span) -> Self {
        Self {
            span,
            param: None,
            delimiter: None,
            raw: false,
            literal: None,
            nested: false,
            required: false,
            names: Vec::new(),
            default: Vec::new(),
        }
    }

    /// What stands between two scopes.
    pub(crate) fn delimiter(&self) -> &str {
        self.delimiter.as_ref().map_or(" ", |text| &text.value)
    }

    /// Whether delimiters inside parentheses separate nothing.
    pub(crate) fn is_nested(&self) -> bool {
        self.nested || self.names.iter().any(Scope::takes_arguments)
    }

    /// The position of a scope, by its name or variant.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.names
            .iter()
            .position(|scope| scope.variant == name || scope.name.value == name)
    }
}
