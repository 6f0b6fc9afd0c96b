use super::text::{Text, Word};

/// How the client proves its identity. `T` is a template, as written or resolved.
#[derive(Clone, Debug)]
pub(crate) enum ClientAuth<T> {
    None,
    Body,
    Basic {
        scheme: Option<Text>,
        raw: bool,
        /// `secret_only` or `id_only`
        content: Option<Word>,
    },
    Query {
        reason: String,
    },
    Header {
        id: Option<Text>,
        secret: Text,
    },
    Authorization(T),
    PrivateKeyJwt {
        alg: Option<Word>,
        /// `issuer`, `token_endpoint` or `endpoint`
        audience: Option<Word>,
    },
    ClientSecretJwt {
        alg: Option<Word>,
        audience: Option<Word>,
    },
    /// The certificate of the connection.
    Certificate,
    /// As the metadata of the provider says.
    Discovered,
}

impl<T> ClientAuth<T> {
    /// Whether the client secret is a parameter of the call.
    pub(crate) const fn sends_secret_param(&self) -> bool {
        matches!(self, Self::Body | Self::Query { .. } | Self::Discovered)
    }

    /// Whether the client signs a JWT.
    pub(crate) const fn signs_jwt(&self) -> bool {
        matches!(
            self,
            Self::PrivateKeyJwt { .. } | Self::ClientSecretJwt { .. }
        )
    }
}
