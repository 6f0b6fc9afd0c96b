use super::Hook;

/// A piece of a template.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Part {
    /// Text as it stands.
    Lit(&'static str),
    /// A tenant variable: its index in [`ProviderSpec::vars`](super::ProviderSpec::vars),
    /// for a choice with several values the index of the value, and the form it takes here.
    Var(u8, u8, Encode),
    /// A value of the request, the token or the callback.
    Slot(Slot, Encode),
    /// The time of the request, moved by this many seconds, in a form. One
    /// request has one time.
    Now(TimeForm, i64, Encode),
    /// A function of texts.
    Call(Function, &'static [&'static [Self]], Encode),
    /// A text that a hook of the declaration makes.
    Hook(Hook, Encode),
}

/// A value that is known only when a request is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Slot {
    /// The client id.
    ClientId,
    /// The client secret.
    ClientSecret,
    /// The redirect URI of this sign-in.
    RedirectUri,
    /// The requested scopes, joined.
    Scope,
    /// The access token.
    AccessToken,
    /// The refresh token.
    RefreshToken,
    /// The authorization code.
    Code,
    /// The `state` of the sign-in.
    State,
    /// A random UUID (RFC 9562 §5.4). One request has one.
    Uuid,
    /// The host of the redirect URI.
    RedirectHost,
    /// The URL of the token call, without its query.
    TokenUrl,
    /// The signed JWT that the call declares.
    Assertion,
    /// The path of the request's own URL, from the first slash, without the query.
    Path,
    /// The request's own body.
    Body,
    /// A value kept from a step's answer: the step's name, the value's name.
    Step(&'static str, &'static str),
    /// A value kept from the token answer, by its declared name.
    Token(&'static str),
    /// A value kept from the callback, by its declared name.
    Callback(&'static str),
}

impl Slot {
    /// The placeholder's text: `token.api_endpoint`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::ClientId => "client_id".into(),
            Self::ClientSecret => "client_secret".into(),
            Self::RedirectUri => "redirect_uri".into(),
            Self::Scope => "scope".into(),
            Self::AccessToken => "access_token".into(),
            Self::RefreshToken => "refresh_token".into(),
            Self::Code => "code".into(),
            Self::State => "state".into(),
            Self::Uuid => "uuid".into(),
            Self::RedirectHost => "redirect_host".into(),
            Self::TokenUrl => "token_url".into(),
            Self::Assertion => "assertion".into(),
            Self::Path => "path".into(),
            Self::Body => "body".into(),
            Self::Step(step, name) => format!("{step}.{name}"),
            Self::Token(name) => format!("token.{name}"),
            Self::Callback(name) => format!("callback.{name}"),
        }
    }
}

/// The form in which a time is written. All are in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeForm {
    /// Seconds since the Unix epoch.
    Seconds,
    /// Milliseconds since the Unix epoch.
    Milliseconds,
    /// A pattern of `YYYY`, `MM`, `DD`, `HH`, `mm` and `ss`; everything else stands for itself.
    Pattern(&'static str),
}

/// A function of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Function {
    /// `base64(text)`, RFC 4648 §4, with padding.
    Base64,
    /// `base64url(text)`, RFC 4648 §5, without padding.
    Base64Url,
    /// `sha256_hex(text)`, lower case.
    Sha256Hex,
    /// `md5_hex(text)`, lower case.
    Md5Hex,
    /// `hmac_sha256_hex(key, text)`, lower case.
    HmacSha256Hex,
    /// `hmac_sha256_base64(key, text)`.
    HmacSha256Base64,
    /// `rsa_sha256(key, text)`: RSASSA-PKCS1-v1_5 (RFC 8017 §8.2) in Base64; the key is PEM.
    RsaSha256,
    /// `slice(text, from, to)`: characters, counted from 0; `to` is not among them.
    Slice,
    /// `upper(text)`: ASCII letters in upper case.
    Upper,
    /// `json(text)`: the text as a JSON string, in quotes.
    Json,
    /// `sorted_params(between, after, names...)`: the parameters of the request
    /// in query and form, sorted by name, each as name, `between`, value, the pairs
    /// joined by `after`; the named ones and those that use this function are left out.
    SortedParams,
}

impl Function {
    /// All functions.
    pub const ALL: &'static [Self] = &[
        Self::Base64,
        Self::Base64Url,
        Self::Sha256Hex,
        Self::Md5Hex,
        Self::HmacSha256Hex,
        Self::HmacSha256Base64,
        Self::RsaSha256,
        Self::Slice,
        Self::Upper,
        Self::Json,
        Self::SortedParams,
    ];

    /// The name in a declaration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::Sha256Hex => "sha256_hex",
            Self::Md5Hex => "md5_hex",
            Self::HmacSha256Hex => "hmac_sha256_hex",
            Self::HmacSha256Base64 => "hmac_sha256_base64",
            Self::RsaSha256 => "rsa_sha256",
            Self::Slice => "slice",
            Self::Upper => "upper",
            Self::Json => "json",
            Self::SortedParams => "sorted_params",
        }
    }
}

/// The form a value takes where it is put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Encode {
    /// Part of a host name; the kind of the variable has been checked.
    Host,
    /// Scheme, host and port, or a whole URL.
    Origin,
    /// One path segment: everything but unreserved characters is percent-encoded,
    /// and dot segments are refused.
    Segment,
    /// Several path segments; each is encoded as [`Encode::Segment`], slashes stay.
    Path,
    /// A name or value in a query.
    Query,
    /// As it is; the place that takes the whole text encodes or checks it.
    Raw,
}

/// A URL in two parts, so that an origin can be replaced and checked on its own.
#[derive(Clone, Copy, Debug)]
pub struct UrlSpec {
    /// Scheme, host and port: `https://{site}.acme.example`, or a variable that
    /// is an origin or a whole URL.
    pub origin: &'static [Part],
    /// Path and fixed query, from the first slash.
    pub rest: &'static [Part],
    /// A hash route of a sign-in page: the query goes behind `#/oauth`.
    pub fragment_route: Option<&'static str>,
    /// A literal fragment that the URL must end with.
    pub suffix_fragment: Option<&'static str>,
    /// Used when a variable of the URL is unset.
    pub fallback: Option<&'static UrlSpec>,
}

impl UrlSpec {
    /// No URL.
    pub const NONE: Self = Self {
        origin: &[],
        rest: &[],
        fragment_route: None,
        suffix_fragment: None,
        fallback: None,
    };

    /// A URL of these parts.
    #[must_use]
    pub const fn new(origin: &'static [Part], rest: &'static [Part]) -> Self {
        Self {
            origin,
            rest,
            ..Self::NONE
        }
    }

    /// Whether there is one. A call without one has that of the metadata.
    #[must_use]
    pub const fn is_declared(&self) -> bool {
        !(self.origin.is_empty() && self.rest.is_empty())
    }
}
