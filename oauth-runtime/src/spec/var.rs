/// A per-tenant value.
#[derive(Clone, Copy, Debug)]
pub struct VarSpec {
    /// The Rust name: the field of the generated struct.
    pub name: &'static str,
    /// The name in configuration and on the wire, where it is not a Rust name.
    pub wire: &'static str,
    /// What values are allowed.
    pub kind: VarKind,
    /// Whether it may be left unset.
    pub optional: bool,
    /// The value when none is given.
    pub default: Option<&'static str>,
}

impl VarSpec {
    /// A required value.
    #[must_use]
    pub const fn of(name: &'static str, kind: VarKind) -> Self {
        Self {
            name,
            wire: name,
            kind,
            optional: false,
            default: None,
        }
    }

    /// With this name in configuration and on the wire.
    #[must_use]
    pub const fn wire(mut self, wire: &'static str) -> Self {
        self.wire = wire;
        self
    }

    /// A value that may be left unset.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// With this value when none is given.
    #[must_use]
    pub const fn or(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }
}

/// What a value may be. A value is checked against its kind before it is put
/// into a URL or a header, so that a tenant cannot redirect a secret.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum VarKind {
    /// One label of a host name: letters, digits and inner hyphens (RFC 1123 §2.1), up to 63.
    DnsLabel,
    /// A host name, with a port if one is written; with patterns (`*.acme.example`,
    /// `acme.example`), one that matches a pattern. IP addresses never.
    Host(&'static [&'static str]),
    /// `https` scheme, host and port; with patterns, a host that matches one.
    Origin(&'static [&'static str]),
    /// An absolute `https` URL without user name, password and fragment;
    /// with patterns, one whose host matches.
    Url(&'static [&'static str]),
    /// One path segment.
    PathSegment,
    /// Several path segments.
    Path,
    /// A UUID, RFC 9562 §4.
    Uuid,
    /// Free text without control characters, for queries, bodies and headers.
    Text,
    /// Free text that is never printed.
    Secret,
    /// One of a list.
    OneOf(&'static [Choice]),
    /// Any JSON value (kept fields only).
    Json,
}

impl VarKind {
    /// The kind as it is written in a declaration.
    #[must_use]
    pub const fn describe(&self) -> &'static str {
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
            Self::Json => "Json",
        }
    }
}

/// One entry of [`VarKind::OneOf`]: a name, and one value or several named ones.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The name by which it is chosen: `staging`.
    pub name: &'static str,
    /// What is put in. A single value has an empty field name; named values
    /// let two URLs agree (`{environment.login}`, `{environment.api}`).
    pub values: &'static [(&'static str, &'static str)],
}
