use super::Alg;

/// Where the endpoints come from that the declaration gives no URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Discovery {
    /// Every endpoint is declared.
    None,
    /// From the metadata of the declared issuer (RFC 8414, OpenID Connect Discovery).
    Issuer,
    /// From the authorization server that the metadata of the declared resource
    /// names (RFC 9728).
    Resource,
}

/// The signed JWT with which a client authenticates (RFC 7523 §2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAssertion {
    /// How it is signed; `None`: as the client's key does.
    pub alg: Option<Alg>,
    /// Its only audience.
    pub audience: Audience,
}

impl ClientAssertion {
    /// With the issuer as audience, where it is known, and the algorithm of the key.
    pub const DEFAULT: Self = Self {
        alg: None,
        audience: Audience::Issuer,
    };
}

/// For whom a client assertion is made. A single audience, so that no other server
/// can use it (RFC 7523 §3 as updated).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// The issuer identifier; the token endpoint where no issuer is known.
    Issuer,
    /// The URL of the token endpoint.
    TokenEndpoint,
    /// The URL of the endpoint that the request goes to.
    Endpoint,
}

/// Authorization requests are signed JWTs (RFC 9101).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestObjectSpec {
    /// How they are signed; `None`: as the client's key does.
    pub alg: Option<Alg>,
}

/// Tokens are bound to a key of the session (RFC 9449).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DpopSpec {
    /// How proofs are signed.
    pub alg: Alg,
}

/// What is asked of ID tokens and of other JWTs that the provider signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdTokenSpec {
    /// The algorithms that are accepted; empty: every one with a public key.
    pub algs: &'static [Alg],
    /// Whether it must be encrypted to the client's key (OpenID Connect Core §10.2).
    pub encrypted: bool,
}

impl IdTokenSpec {
    /// Signed with a public key, not encrypted.
    pub const DEFAULT: Self = Self {
        algs: &[],
        encrypted: false,
    };
}

/// A set of rules that are stricter than OAuth 2.0's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Profile {
    /// RFC 6749 with the advice of RFC 9700.
    OAuth2,
    /// FAPI 2.0 Security Profile.
    Fapi2,
    /// FAPI 2.0 Message Signing, on top of the security profile.
    Fapi2MessageSigning,
}

impl Profile {
    /// Whether the rules of FAPI 2.0 hold.
    #[must_use]
    pub const fn is_fapi2(self) -> bool {
        !matches!(self, Self::OAuth2)
    }
}
