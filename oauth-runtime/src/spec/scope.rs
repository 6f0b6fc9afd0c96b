/// A scope list: how it is joined, sent and read back.
#[derive(Clone, Copy, Debug)]
pub struct ScopeListSpec {
    /// The parameter's name, `scope` unless a second list has its own.
    pub param: &'static str,
    /// What stands between two scopes. A space, RFC 6749 §3.3.
    pub delimiter: &'static str,
    /// Whether the joined list goes into the query as it is, not percent-encoded.
    pub raw: bool,
    /// Characters that stay literal in the query of the authorization request.
    pub literal: &'static str,
    /// Whether delimiters inside parentheses separate nothing: `read(a,b),write(c)`.
    pub nested: bool,
    /// Whether a request without scopes is refused.
    pub required: bool,
    /// The named scopes.
    pub names: &'static [ScopeName],
    /// Indices of the scopes that are asked for when the caller names none.
    pub default: &'static [u8],
}

impl ScopeListSpec {
    /// As RFC 6749 §3.3 has it: space-separated, optional, open.
    pub const DEFAULT: Self = Self {
        param: "scope",
        delimiter: " ",
        raw: false,
        literal: "",
        nested: false,
        required: false,
        names: &[],
        default: &[],
    };

    /// The scopes asked for when the caller names none, joined; `None` without a default.
    #[must_use]
    pub fn default_text(&self) -> Option<String> {
        let texts: Vec<&str> = self
            .default
            .iter()
            .filter_map(|index| self.names.get(usize::from(*index)))
            .map(|name| name.value)
            .collect();
        (!texts.is_empty()).then(|| texts.join(self.delimiter))
    }
}

/// A named scope.
#[derive(Clone, Copy, Debug)]
pub struct ScopeName {
    /// The Rust name of the variant.
    pub name: &'static str,
    /// The text on the wire; `{}` stands for arguments: `read({})`.
    pub value: &'static str,
    /// Indices of the scopes that this one includes.
    pub implies: &'static [u8],
}

impl ScopeName {
    /// A scope of this name and text that includes the scopes with these indices.
    #[must_use]
    pub const fn of(name: &'static str, value: &'static str, implies: &'static [u8]) -> Self {
        Self {
            name,
            value,
            implies,
        }
    }
}
