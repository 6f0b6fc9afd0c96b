use super::VarKind;

/// How an answer is read.
#[derive(Clone, Copy, Debug)]
pub struct AnswerSpec {
    /// The body's format.
    pub format: Format,
    /// Statuses that mean success; empty: any 2xx.
    pub statuses: &'static [u16],
    /// A test on the body that must hold for success (`ok: true`).
    pub success: Option<Check>,
    /// Where a field is, when not under its RFC name. Sources are tried in order.
    pub fields: &'static [(Field, &'static [Source])],
    /// How the end of an access token is told.
    pub expires: ExpiresSpec,
    /// What separates granted scopes; `None`: as in the request.
    pub scope_delimiter: Option<&'static str>,
    /// What is asked of `token_type`.
    pub token_type: TokenTypeRule,
    /// Fields kept beside the standard ones.
    pub keep: &'static [Keep],
    /// The provider's error values, each with the RFC 6749 §5.2 code it means.
    pub error_map: &'static [(&'static str, &'static str)],
    /// The answer of a refresh brings no token: the one that was used lives on.
    pub keeps_token: bool,
}

impl AnswerSpec {
    /// As RFC 6749 §5 has it, read with tolerance.
    pub const DEFAULT: Self = Self {
        format: Format::Auto,
        statuses: &[],
        success: None,
        fields: &[],
        expires: ExpiresSpec::DEFAULT,
        scope_delimiter: None,
        token_type: TokenTypeRule::Bearer,
        keep: &[],
        error_map: &[],
        keeps_token: false,
    };

    /// The declared sources of a field, if any.
    #[must_use]
    pub fn sources(&self, field: Field) -> Option<&'static [Source]> {
        self.fields
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, sources)| *sources)
    }
}

/// The format of an answer's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// JSON or form, by content.
    Auto,
    /// JSON only.
    Json,
    /// `application/x-www-form-urlencoded` only.
    Form,
    /// The whole body is one value, as text or as a JSON string.
    Text,
    /// XML: elements are fields by their local names, attributes begin with `@`.
    Xml,
}

/// The fields of an answer that the runtime reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// `access_token`, RFC 6749 §5.1
    AccessToken,
    /// `refresh_token`, RFC 6749 §5.1
    RefreshToken,
    /// `token_type`, RFC 6749 §5.1
    TokenType,
    /// `expires_in`, RFC 6749 §5.1: how long the access token lives
    ExpiresIn,
    /// When the access token ends; no standard name
    ExpiresAt,
    /// How long the refresh token lives; no standard name
    RefreshTokenExpiresIn,
    /// `scope`, RFC 6749 §5.1
    Scope,
    /// `id_token`, OpenID Connect Core §3.1.3.3
    IdToken,
    /// `error`, RFC 6749 §5.2
    Error,
    /// `error_description`, RFC 6749 §5.2
    ErrorDescription,
    /// `error_uri`, RFC 6749 §5.2
    ErrorUri,
    /// `code`, from a code request
    Code,
    /// `active`, RFC 7662 §2.2
    Active,
    /// `device_code`, RFC 8628 §3.2
    DeviceCode,
    /// `user_code`, RFC 8628 §3.2
    UserCode,
    /// `verification_uri`, RFC 8628 §3.2
    VerificationUri,
    /// `verification_uri_complete`, RFC 8628 §3.2
    VerificationUriComplete,
    /// `interval`, RFC 8628 §3.2
    Interval,
    /// `auth_req_id`, OpenID CIBA §7.3
    AuthReqId,
}

impl Field {
    /// The name in the RFC; empty for the two fields that no RFC names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::RefreshToken => "refresh_token",
            Self::TokenType => "token_type",
            Self::ExpiresIn => "expires_in",
            Self::ExpiresAt | Self::RefreshTokenExpiresIn => "",
            Self::Scope => "scope",
            Self::IdToken => "id_token",
            Self::Error => "error",
            Self::ErrorDescription => "error_description",
            Self::ErrorUri => "error_uri",
            Self::Code => "code",
            Self::Active => "active",
            Self::DeviceCode => "device_code",
            Self::UserCode => "user_code",
            Self::VerificationUri => "verification_uri",
            Self::VerificationUriComplete => "verification_uri_complete",
            Self::Interval => "interval",
            Self::AuthReqId => "auth_req_id",
        }
    }
}

/// Where a value of an answer stands.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Source {
    /// A path into the body: object keys, or indices of arrays.
    Path(&'static [&'static str]),
    /// The whole body.
    Body,
    /// A cookie set by the answer.
    Cookie(&'static str),
    /// A response header, by its lower-case name.
    Header(&'static str),
    /// A claim of a JWT in the answer, by its path. The claim is read, not verified:
    /// the answer came from the provider itself.
    Claim(Field, &'static [&'static str]),
}

/// A test on an answer.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// What is looked at.
    pub source: Source,
    /// What must hold.
    pub expect: Expect,
}

/// What a [`Check`] asks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Expect {
    /// The value, as text, is one of these (`true`, `0`, `ok`).
    OneOf(&'static [&'static str]),
    /// The value is missing or null.
    Absent,
    /// The value is there and not null.
    Present,
}

/// How the end of an access token is told.
#[derive(Clone, Copy, Debug)]
pub struct ExpiresSpec {
    /// What decides.
    pub policy: ExpiryPolicy,
    /// The unit of `expires_in`.
    pub unit: TimeUnit,
    /// Whether `expires_in = 0` means that the token never ends.
    pub zero_is_never: bool,
    /// The form of the absolute time, when one is declared.
    pub at: TimeFormat,
}

impl ExpiresSpec {
    /// Seconds in `expires_in`, RFC 6749 §5.1.
    pub const DEFAULT: Self = Self {
        policy: ExpiryPolicy::Answered,
        unit: TimeUnit::Seconds,
        zero_is_never: false,
        at: TimeFormat::Iso8601,
    };
}

/// What decides when an access token ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExpiryPolicy {
    /// The answer; where it is silent the declared lifetime; else it is unknown.
    Answered,
    /// The declared lifetime, whatever the answer says.
    Fixed,
    /// It never ends.
    Never,
}

/// A unit of time in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Text such as `24h`, `30m`, `HH:MM:SS`, or `D:HH:MM:SS`.
    Clock,
}

/// The form of an absolute time in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeFormat {
    /// `2026-11-21T09:00:00Z`, with any offset.
    Iso8601,
    /// Seconds since the Unix epoch.
    EpochSeconds,
    /// Milliseconds since the Unix epoch.
    EpochMilliseconds,
}

/// What is asked of `token_type` in a token answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenTypeRule {
    /// `Bearer` in any case, or missing; another type is refused.
    Bearer,
    /// Must be there and be `Bearer`.
    Required,
    /// Whatever stands there, the token is used as a bearer token.
    Ignored,
}

/// A value kept from an answer or a callback.
#[derive(Clone, Copy, Debug)]
pub struct Keep {
    /// The Rust name: the field of the generated struct, and the placeholder's name.
    pub name: &'static str,
    /// Where it stands. In a callback, a path of one key: the parameter's name.
    pub source: Source,
    /// What it may be; a kind that names a host carries its trust rule.
    pub kind: VarKind,
    /// Whether an answer without it is refused (a refresh may omit it).
    pub required: bool,
}

impl Keep {
    /// A value that may be missing.
    #[must_use]
    pub const fn of(name: &'static str, source: Source, kind: VarKind) -> Self {
        Self {
            name,
            source,
            kind,
            required: false,
        }
    }

    /// A value without which an answer is refused.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}
