use super::{ClientAssertion, Part};

/// How a client proves its identity on a call, RFC 6749 §2.3.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ClientAuth {
    /// Only `client_id` is sent, as a parameter of the call.
    None,
    /// In the `Authorization` header as user name and password.
    Basic(Basic),
    /// `client_id` and `client_secret` as parameters of the call
    /// (`client_secret_post` of RFC 7591). The default.
    Body,
    /// `client_id` and `client_secret` in the query, where logs keep them.
    Query {
        /// Why nothing safer can be used.
        reason: &'static str,
    },
    /// In headers of their own. Without a header name for it,
    /// `client_id` stays a parameter.
    Header {
        /// Header of the client id.
        id: Option<&'static str>,
        /// Header of the client secret.
        secret: &'static str,
    },
    /// An `Authorization` header with this value.
    Authorization(&'static [Part]),
    /// A JWT signed with the client's private key (RFC 7523 §2.2, `private_key_jwt`).
    PrivateKeyJwt(ClientAssertion),
    /// A JWT signed with the client secret (RFC 7523 §2.2, `client_secret_jwt`).
    ClientSecretJwt(ClientAssertion),
    /// The certificate of the connection (RFC 8705 §2); `client_id` is a parameter.
    TlsClientAuth,
    /// The best of what the metadata lists and the client has
    /// (`token_endpoint_auth_methods_supported`, RFC 8414 §2).
    Discovered,
}

impl ClientAuth {
    /// HTTP Basic with form-encoded id and secret, RFC 6749 §2.3.1.
    pub const BASIC: Self = Self::Basic(Basic::DEFAULT);
    /// HTTP Basic with id and secret as they are.
    pub const BASIC_RAW: Self = Self::Basic(Basic {
        encoding: BasicEncoding::Raw,
        ..Basic::DEFAULT
    });

    /// The name a person reads, in errors and in `explain`.
    #[must_use]
    pub const fn describe(&self) -> &'static str {
        match self {
            Self::None => "none (client_id only)",
            Self::Basic(Basic {
                encoding: BasicEncoding::Form,
                ..
            }) => "basic (form-encoded)",
            Self::Basic(_) => "basic(raw)",
            Self::Body => "body",
            Self::Query { .. } => "query",
            Self::Header { .. } => "header",
            Self::Authorization(_) => "authorization header",
            Self::PrivateKeyJwt(_) => "private_key_jwt",
            Self::ClientSecretJwt(_) => "client_secret_jwt",
            Self::TlsClientAuth => "tls_client_auth",
            Self::Discovered => "as the metadata says",
        }
    }
}

/// The forms of HTTP Basic seen at token endpoints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Basic {
    /// The scheme's name, `Basic` unless a vendor has its own.
    pub scheme: &'static str,
    /// How id and secret are written before Base64.
    pub encoding: BasicEncoding,
    /// What stands inside.
    pub content: BasicContent,
}

impl Basic {
    /// As RFC 6749 §2.3.1 has it.
    pub const DEFAULT: Self = Self {
        scheme: "Basic",
        encoding: BasicEncoding::Form,
        content: BasicContent::IdSecret,
    };
}

/// How id and secret are written before Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BasicEncoding {
    /// `application/x-www-form-urlencoded` first, RFC 6749 §2.3.1.
    Form,
    /// As they are.
    Raw,
}

/// What stands inside HTTP Basic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BasicContent {
    /// `id:secret`
    IdSecret,
    /// `secret:`
    SecretOnly,
    /// `id:`
    IdOnly,
}
