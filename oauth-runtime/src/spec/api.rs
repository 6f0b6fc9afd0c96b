use super::{CallSpec, Check};

/// The provider's API: where it is, how the token travels, what its statuses mean.
#[derive(Clone, Copy, Debug)]
pub struct ApiSpec {
    /// Base URL, fixed parameters, headers, media types and error envelope.
    pub call: CallSpec,
    /// A path that the base must end with. Segments that the base already
    /// ends with are not repeated: `/api` joined with `/api/rest/` is `/api/rest/`.
    pub path: Option<&'static str>,
    /// Hosts beside the base's own origin that may see the token: patterns
    /// (`*.acme.example`) for page links.
    pub trust: &'static [&'static str],
    /// How the token travels; the first is the default, a client may choose another.
    pub bearer: &'static [Bearer],
    /// Statuses on which the token is renewed and the request repeated, once.
    pub renew_on: &'static [u16],
    /// A test on the answer that also means: renew and repeat.
    pub renew_if: Option<Check>,
    /// Statuses that end the session without renewal: sign in again.
    pub stop_on: &'static [u16],
    /// A test on the answer that means: locked out, repeat nothing.
    pub lockout: Option<Check>,
    /// Rate-limit headers.
    pub rate_limit: RateLimitSpec,
}

impl ApiSpec {
    /// `Authorization: Bearer`, renewal on 401 (RFC 6750).
    pub const DEFAULT: Self = Self {
        call: CallSpec {
            kind: super::CallKind::Api,
            ..CallSpec::GET
        },
        path: None,
        trust: &[],
        bearer: &[Bearer::DEFAULT],
        renew_on: &[401],
        renew_if: None,
        stop_on: &[],
        lockout: None,
        rate_limit: RateLimitSpec::DEFAULT,
    };
}

/// How an access token travels on an API request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Bearer {
    /// `Authorization: <scheme> <token>`; an empty scheme sends the bare token.
    Authorization {
        /// `Bearer` unless the provider has its own.
        scheme: &'static str,
    },
    /// In a header of its own, bare.
    Header {
        /// Lower-case name.
        name: &'static str,
    },
    /// In the query, where logs keep it.
    Query {
        /// The parameter's name.
        name: &'static str,
    },
    /// As the templates of the call say; nothing is added to them.
    Declared,
    /// In a cookie.
    Cookie {
        /// The cookie's name.
        name: &'static str,
    },
}

impl Bearer {
    /// `Authorization: Bearer`, RFC 6750 §2.1.
    pub const DEFAULT: Self = Self::Authorization { scheme: "Bearer" };
}

/// Names of rate-limit headers, lower case.
#[derive(Clone, Copy, Debug)]
pub struct RateLimitSpec {
    /// How many requests the window allows.
    pub limit: Option<&'static str>,
    /// How many are left.
    pub remaining: Option<&'static str>,
    /// When the window ends, and in what form it is told.
    pub reset: Option<(&'static str, ResetForm)>,
}

impl RateLimitSpec {
    /// Only `Retry-After` (RFC 9110 §10.2.3) is read.
    pub const DEFAULT: Self = Self {
        limit: None,
        remaining: None,
        reset: None,
    };
}

/// How the end of a rate-limit window is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ResetForm {
    /// Seconds since the Unix epoch.
    EpochSeconds,
    /// Seconds from now.
    DelaySeconds,
    /// ISO 8601.
    Iso8601,
}
