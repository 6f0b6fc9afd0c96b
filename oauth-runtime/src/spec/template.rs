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
            Self::Token(name) => format!("token.{name}"),
            Self::Callback(name) => format!("callback.{name}"),
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
}
