use core::time::Duration;

use super::{Part, ValueSpec};

/// A signed JWT (RFC 7519) made for one request: as a grant or as client
/// authentication (RFC 7523), or as what a vendor takes in place of a secret.
#[derive(Clone, Copy, Debug)]
pub struct AssertionSpec {
    /// How it is signed.
    pub alg: Alg,
    /// The private key: PEM (PKCS #8, PKCS #1 or SEC 1), or a JWK.
    pub key: &'static [Part],
    /// Members of the header beside `alg`.
    pub header: &'static [(&'static str, ValueSpec)],
    /// Claims beside `iat` and `exp`, which are numbers of seconds.
    pub claims: &'static [(&'static str, ValueSpec)],
    /// From `iat` to `exp`.
    pub lifetime: Duration,
}

/// How a JWT is signed, RFC 7518 §3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alg {
    /// RSASSA-PKCS1-v1_5 with SHA-256
    Rs256,
    /// RSASSA-PSS with SHA-256
    Ps256,
    /// ECDSA on P-256 with SHA-256
    Es256,
    /// HMAC with SHA-256
    Hs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512
    Rs512,
    /// RSASSA-PSS with SHA-384
    Ps384,
    /// RSASSA-PSS with SHA-512
    Ps512,
    /// ECDSA on P-384 with SHA-384
    Es384,
    /// HMAC with SHA-384
    Hs384,
    /// HMAC with SHA-512
    Hs512,
    /// Ed25519 (RFC 8037 §3.1)
    EdDsa,
}

impl Alg {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Rs256,
        Self::Ps256,
        Self::Es256,
        Self::Hs256,
        Self::Rs384,
        Self::Rs512,
        Self::Ps384,
        Self::Ps512,
        Self::Es384,
        Self::Hs384,
        Self::Hs512,
        Self::EdDsa,
    ];

    /// The one with this name in a header. `Ed25519` is the newer name of `EdDSA` with
    /// that curve (RFC 9864 §2.2).
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "Ed25519" => Some(Self::EdDsa),
            name => Self::ALL.iter().copied().find(|alg| alg.name() == name),
        }
    }

    /// Whether signer and verifier share one secret key.
    #[must_use]
    pub const fn is_symmetric(self) -> bool {
        matches!(self, Self::Hs256 | Self::Hs384 | Self::Hs512)
    }

    /// The value of `alg` in the header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::Hs256 => "HS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es384 => "ES384",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
            Self::EdDsa => "EdDSA",
        }
    }
}
